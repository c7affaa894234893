import type { CommandSample } from './sample-kinds.js';
import {
  OFFICIAL_ACCOUNT,
  PEER_CODES,
  tencentActionSample,
  tencentNoticeSample,
} from './tencent-sample-kinds.js';

const account = { Official_Account: OFFICIAL_ACCOUNT };
const byJared = { ...account, Operator_Account: 'jared' };
const creation = { Operator_Account: 'jared', Owner_Account: 'jared', Name: 'chess news' };
const subscriber = (Subscriber_Account: string) => ({ Subscriber_Account });

/** Official accounts and those who subscribe to them. */
export const TENCENT_OFFICIAL_ACCOUNT_SAMPLES = {
  'OfficialAccount.CallbackBeforeCreateOfficialAccount': tencentActionSample(PEER_CODES, [], () => creation),
  'OfficialAccount.CallbackAfterCreateOfficialAccount': tencentNoticeSample(() => ({
    ...account,
    ...creation,
  })),
  'OfficialAccount.CallbackAfterOfficialAccountInfoChanged': tencentNoticeSample(() => ({
    ...byJared,
    Name: 'all the chess news',
  })),
  'OfficialAccount.CallbackAfterOfficialAccountDestroyed': tencentNoticeSample(() => ({
    ...account,
    Owner_Account: 'jared',
    Name: 'chess news',
  })),
  'OfficialAccount.CallbackBeforeAddSubscriber': tencentActionSample(
    null,
    ['RefusedSubscribers_Account'],
    () => ({
      ...byJared,
      SubscribeAccountList: [subscriber('ann')],
    }),
  ),
  'OfficialAccount.CallbackAfterAddSubscriber': tencentNoticeSample(() => ({
    ...byJared,
    SubscriberList: [subscriber('ann')],
  })),
  'OfficialAccount.CallbackAfterOfficialAccountFull': tencentNoticeSample(() => account),
  'OfficialAccount.CallbackAfterDeleteSubscriber': tencentNoticeSample(() => ({
    ...byJared,
    ExitType: 'Quit',
    ExitSubscriberList: [subscriber('ann')],
  })),
} satisfies Record<string, CommandSample>;
