import { OPENIM_CONVERSATION_SAMPLES } from './openim-conversation-samples.js';
import { OPENIM_FRIEND_SAMPLES } from './openim-friend-samples.js';
import { OPENIM_GROUP_SAMPLES } from './openim-group-samples.js';
import { OPENIM_MESSAGE_SAMPLES } from './openim-message-samples.js';
import { OPENIM_PUSH_SAMPLES } from './openim-push-samples.js';
import { OPENIM_USER_SAMPLES } from './openim-user-samples.js';
import type { CommandSample } from './sample-kinds.js';
import { TENCENT_GROUP_SAMPLES } from './tencent-group-samples.js';
import { TENCENT_LIVE_SAMPLES } from './tencent-live-samples.js';
import { TENCENT_MESSAGE_SAMPLES } from './tencent-message-samples.js';
import { TENCENT_OFFICIAL_ACCOUNT_SAMPLES } from './tencent-official-account-samples.js';
import { TENCENT_PEOPLE_SAMPLES } from './tencent-people-samples.js';
import { TENCENT_SERVICE_SAMPLES } from './tencent-service-samples.js';

const samples = {
  ...TENCENT_MESSAGE_SAMPLES,
  ...TENCENT_GROUP_SAMPLES,
  ...TENCENT_OFFICIAL_ACCOUNT_SAMPLES,
  ...TENCENT_PEOPLE_SAMPLES,
  ...TENCENT_LIVE_SAMPLES,
  ...TENCENT_SERVICE_SAMPLES,
  ...OPENIM_MESSAGE_SAMPLES,
  ...OPENIM_GROUP_SAMPLES,
  ...OPENIM_FRIEND_SAMPLES,
  ...OPENIM_USER_SAMPLES,
  ...OPENIM_PUSH_SAMPLES,
  ...OPENIM_CONVERSATION_SAMPLES,
};

/** A command of which there is a sample. */
export type SampleCommand = keyof typeof samples;

/** A command, among the others. */
export interface CallbackSample extends CommandSample {
  /** What the vendor sends next of a message that was let through; see `followUpOf`. */
  readonly after?: SampleCommand;
}

const AFTER: Readonly<Partial<Record<SampleCommand, SampleCommand>>> = {
  'Group.CallbackBeforeSendMsg': 'Group.CallbackAfterSendMsg',
  'C2C.CallbackBeforeSendMsg': 'C2C.CallbackAfterSendMsg',
  'OfficialAccount.CallbackBeforeSendMsg': 'OfficialAccount.CallbackAfterSendMsg',
  callbackBeforeSendGroupMsgCommand: 'callbackBeforeMsgModifyCommand',
  callbackBeforeSendSingleMsgCommand: 'callbackBeforeMsgModifyCommand',
  // Of a message to one person callbackAfterSendSingleMsgCommand.
  callbackBeforeMsgModifyCommand: 'callbackAfterSendGroupMsgCommand',
};

/** The samples, by command: another command is another member. */
export const CALLBACK_SAMPLES: Readonly<Record<SampleCommand, CallbackSample>> = {
  ...samples,
  ...Object.fromEntries(
    Object.entries(AFTER).map(([command, after]) => [
      command,
      { ...samples[command as SampleCommand], after },
    ]),
  ),
};

/** @returns `undefined` where there is no sample of the command */
export function sampleOf(command: string): CallbackSample | undefined {
  return Object.hasOwn(samples, command) ? CALLBACK_SAMPLES[command as SampleCommand] : undefined;
}
