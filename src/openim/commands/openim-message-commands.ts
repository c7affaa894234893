import type { FormerName } from '../openim-profile.js';
import type { OpenimCommand } from './openim-request.js';

/** A command whose request is a message, as `OpenimMessageDto` has it. */
export interface OpenimMessageCommand {
  readonly command: string;
  readonly formerly?: readonly FormerName[];
}

/** Messages on which there is a verdict. */
export const BEFORE_SEND_COMMANDS: readonly OpenimMessageCommand[] = [
  { command: 'callbackBeforeSendSingleMsgCommand' },
  { command: 'callbackBeforeSendGroupMsgCommand' },
];

/** The same messages once more: this answer carries what is changed. */
export const MODIFY_COMMANDS: readonly OpenimMessageCommand[] = [
  {
    command: 'callbackBeforeMsgModifyCommand',
    formerly: [{ until: 'v3.6', name: 'callbackMsgModifyCommand' }],
  },
];

/** Texts, before `callbackMsgModifyCommand` took its place. */
export const WORD_FILTER_COMMANDS: readonly OpenimMessageCommand[] = [
  { command: 'callbackWordFilterCommand' },
];

/** Messages that are sent, or stored: the latter alone have a real `seq`. */
export const AFTER_SEND_COMMANDS: readonly OpenimMessageCommand[] = [
  { command: 'callbackAfterSendSingleMsgCommand' },
  { command: 'callbackAfterSendGroupMsgCommand' },
  { command: 'callbackAfterMsgSaveDBCommand' },
];

/**
 * What becomes of messages later.
 *
 * @see https://github.com/openimsdk/open-im-server (pkg/callbackstruct/message.go, revoke.go)
 */
export const MESSAGE_NOTICES: readonly OpenimCommand[] = [
  {
    command: 'callbackAfterSingleMsgReadCommand',
    formerly: [{ until: 'v3.6', name: 'callbackSingleMsgRead' }],
    kind: 'notice',
    request: { conversationID: 'string', userID: 'string', Seqs: 'integers', contentType: 'integer' },
    conversation: ['conversationID'],
    conversationType: 'contentType',
    sender: ['userID'],
  },
  {
    command: 'callbackAfterGroupMsgReadCommand',
    formerly: [{ until: 'v3.6', name: 'callbackGroupMsgReadCommand' }],
    kind: 'notice',
    request: {
      operationID: 'string',
      sendID: 'string',
      receiveID: 'string',
      unreadMsgNum: 'integer',
      contentType: 'integer',
    },
    conversation: ['receiveID'],
    conversationType: 'contentType',
    sender: ['sendID'],
  },
  {
    // A message was taken back: after, despite its name.
    command: 'callbackBeforeAfterMsgCommand',
    kind: 'notice',
    request: { conversationID: 'string', seq: 'integer', userID: 'string' },
    conversation: ['conversationID'],
    sender: ['userID'],
    recalled: 'seq',
    isOnce: true,
  },
];
