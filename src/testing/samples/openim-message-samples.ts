import {
  messageFields,
  openimMessageSample,
  openimMessageNotice,
  openimNotice,
  type Reads,
} from './openim-sample-kinds.js';
import { type CommandSample, random32 } from './sample-kinds.js';

/** What `callbackBeforeMsgModifyCommand` may change. */
const MODIFIED: Reads = {
  content: 'string',
  recvID: 'string',
  groupID: 'string',
  clientMsgID: 'string',
  serverMsgID: 'string',
  senderPlatformID: 'int32',
  senderNickname: 'string',
  senderFaceURL: 'string',
  sessionType: 'int32',
  msgFrom: 'int32',
  contentType: 'int32',
  status: 'int32',
  options: 'bool-map',
  offlinePushInfo: 'object',
  atUserIDList: 'string-list',
  attachedInfo: 'string',
  ex: 'string',
};

const group = { groupID: 'group567' };
const single = { sessionType: 1, recvID: 'ann' };

/** Messages: before they are sent, once more to be changed, and what becomes of them. */
export const OPENIM_MESSAGE_SAMPLES = {
  callbackBeforeSendGroupMsgCommand: openimMessageSample({}, group),
  callbackBeforeSendSingleMsgCommand: openimMessageSample({}, single),
  // Neither group nor peer stands in it.
  callbackBeforeMsgModifyCommand: openimMessageSample(MODIFIED, {}),
  callbackWordFilterCommand: {
    ...openimMessageSample({ content: 'string' }, {}, { content: 'else-zero' }),
    isOfOldServers: true,
  },
  callbackAfterSendGroupMsgCommand: openimMessageNotice(group),
  callbackAfterSendSingleMsgCommand: openimMessageNotice(single),
  // The one that has the message's number.
  callbackAfterMsgSaveDBCommand: openimNotice(() => ({
    ...messageFields(),
    ...group,
    recvID: '',
    seq: random32(),
  })),
  // contentType is the kind of the conversation.
  callbackAfterSingleMsgReadCommand: openimNotice(() => ({
    conversationID: 'si_ann_jared',
    userID: 'jared',
    Seqs: [1, 2, 3],
    contentType: 1,
  })),
  callbackAfterGroupMsgReadCommand: openimNotice(() => ({
    sendID: 'jared',
    receiveID: 'group567',
    unreadMsgNum: 12,
    contentType: 3,
  })),
  // After a message was taken back, despite its name.
  callbackBeforeAfterMsgCommand: openimNotice(() => ({
    conversationID: 'sg_group567',
    seq: random32(),
    userID: 'jared',
  })),
} satisfies Record<string, CommandSample>;
