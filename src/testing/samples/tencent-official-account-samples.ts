import type { CommandSample } from './sample-kinds.js';
import { OFFICIAL_ACCOUNT, PEER_CODES, tencentAction, tencentNotice } from './tencent-sample-kinds.js';

const account = { Official_Account: OFFICIAL_ACCOUNT };
const byJared = { ...account, Operator_Account: 'jared' };
const creation = { Operator_Account: 'jared', Owner_Account: 'jared', Name: 'chess news' };
const subscriber = (Subscriber_Account: string) => ({ Subscriber_Account });

/** Official accounts and those who subscribe to them. */
export const TENCENT_OFFICIAL_ACCOUNT_SAMPLES = {
  'OfficialAccount.CallbackBeforeCreateOfficialAccount': tencentAction(PEER_CODES, [], () => creation),
  'OfficialAccount.CallbackAfterCreateOfficialAccount': tencentNotice(() => ({ ...account, ...creation })),
  'OfficialAccount.CallbackAfterOfficialAccountInfoChanged': tencentNotice(() => ({
    ...byJared,
    Name: 'all the chess news',
  })),
  'OfficialAccount.CallbackAfterOfficialAccountDestroyed': tencentNotice(() => ({
    ...account,
    Owner_Account: 'jared',
    Name: 'chess news',
  })),
  'OfficialAccount.CallbackBeforeAddSubscriber': tencentAction(null, ['RefusedSubscribers_Account'], () => ({
    ...byJared,
    SubscribeAccountList: [subscriber('ann')],
  })),
  'OfficialAccount.CallbackAfterAddSubscriber': tencentNotice(() => ({
    ...byJared,
    SubscriberList: [subscriber('ann')],
  })),
  'OfficialAccount.CallbackAfterOfficialAccountFull': tencentNotice(() => account),
  'OfficialAccount.CallbackAfterDeleteSubscriber': tencentNotice(() => ({
    ...byJared,
    ExitType: 'Quit',
    ExitSubscriberList: [subscriber('ann')],
  })),
} satisfies Record<string, CommandSample>;
