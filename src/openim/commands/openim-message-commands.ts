import type { FormerName } from '../openim-profile.js';
import type { OpenimCommand } from './openim-request.js';

/** A command whose request is a message in the shape of `OpenimMessageDto`. */
export interface OpenimMessageCommand {
  readonly command: string;
  readonly formerly?: readonly FormerName[];
}

/** OpenIM asks for a verdict on a message. */
export const BEFORE_SEND_COMMANDS: readonly OpenimMessageCommand[] = [
  { command: 'callbackBeforeSendSingleMsgCommand' },
  { command: 'callbackBeforeSendGroupMsgCommand' },
];

/** OpenIM asks about the same message again. This reply can carry changes. */
export const MODIFY_COMMANDS: readonly OpenimMessageCommand[] = [
  {
    command: 'callbackBeforeMsgModifyCommand',
    formerly: [{ until: 'v3.6', name: 'callbackMsgModifyCommand' }],
  },
];

/** OpenIM 2 asks about texts; later `callbackMsgModifyCommand` took the place of this command. */
export const WORD_FILTER_COMMANDS: readonly OpenimMessageCommand[] = [
  { command: 'callbackWordFilterCommand' },
];

/** A message was sent, or stored. Only a stored message has a real `seq`. */
export const AFTER_SEND_COMMANDS: readonly OpenimMessageCommand[] = [
  { command: 'callbackAfterSendSingleMsgCommand' },
  { command: 'callbackAfterSendGroupMsgCommand' },
  { command: 'callbackAfterMsgSaveDBCommand' },
];

/**
 * Later events of a message: it was read, or taken back.
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
    // Despite its name, OpenIM calls this after a message was taken back.
    command: 'callbackBeforeAfterMsgCommand',
    kind: 'notice',
    request: { conversationID: 'string', seq: 'integer', userID: 'string' },
    conversation: ['conversationID'],
    sender: ['userID'],
    recalled: 'seq',
    isOnce: true,
  },
];
