import type { CommandDeclaration } from '../../pipeline/commands/command.js';
import { accountsOf, linesOf, tencentAction } from '../tencent-action.js';
import { tencentCommand } from '../tencent-command.js';
import { tencentMessage } from '../tencent-message.js';
import { AddSubscriberDto, addSubscriberReply } from './add-subscriber.dto.js';
import { CreateOfficialAccountDto } from './create-official-account.dto.js';
import { OfficialAccountMessageDto } from './official-account-message.dto.js';

/** A broadcast. The account itself is the member whose mutes and level apply. */
const officialAccountMessage = tencentCommand({
  name: 'OfficialAccount.CallbackBeforeSendMsg',
  family: 'official-account',
  body: OfficialAccountMessageDto,
  deliveryReports: { keys: [] },
  toEvent: (message, callback) =>
    tencentMessage(callback, message, {
      conversationId: message.Official_Account,
      senderId: null,
      memberId: message.Official_Account,
    }),
});

const ACTION = { family: 'official-account', kind: 'action', enriched: false } as const;

/** The future owner is the sender. */
const createOfficialAccount = tencentCommand({
  ...ACTION,
  name: 'OfficialAccount.CallbackBeforeCreateOfficialAccount',
  body: CreateOfficialAccountDto,
  toEvent: (body, callback) =>
    tencentAction(callback, body, {
      senderId: body.Owner_Account || (body.Operator_Account ?? null),
      operatorId: body.Operator_Account ?? null,
      text: linesOf(body.Name),
    }),
});

const addSubscriber = tencentCommand({
  ...ACTION,
  name: 'OfficialAccount.CallbackBeforeAddSubscriber',
  body: AddSubscriberDto,
  // The vendor documents no range: it may not read a custom code as a reject.
  codes: null,
  rejectsTargets: true,
  reply: addSubscriberReply,
  toEvent: (body, callback) =>
    tencentAction(callback, body, {
      conversationId: body.Official_Account,
      senderId: body.Operator_Account ?? null,
      operatorId: body.Operator_Account ?? null,
      targets: accountsOf(body.SubscribeAccountList, 'Subscriber_Account'),
    }),
});

/** The commands about Tencent official accounts. */
export const OFFICIAL_ACCOUNT_COMMANDS: readonly CommandDeclaration[] = [
  officialAccountMessage,
  createOfficialAccount,
  addSubscriber,
];
