import { remainingTargets } from '../openim-reply-members.js';
import type { OpenimCommand, Shape } from './openim-request.js';

const MESSAGE: Shape = {
  operationID: 'string',
  platformID: 'integer',
  platform: 'string',
  clientMsgID: 'string',
  sendID: 'string',
  groupID: 'string',
  contentType: 'integer',
  sessionType: 'integer',
  atUserIDList: 'strings',
  content: 'string',
};

const PUSH = {
  conversation: ['groupID'],
  sender: ['sendID'],
  key: ['clientMsgID'],
} as const;

/**
 * Push notifications about a message that is already stored. A reject prevents the push and not the message.
 * `platformID` is the sender's.
 *
 * @see https://github.com/openimsdk/open-im-server (pkg/callbackstruct/push.go)
 */
export const PUSH_COMMANDS: readonly OpenimCommand[] = [
  {
    command: 'callbackBeforeOfflinePushCommand',
    formerly: [{ until: 'v3.6', name: 'callbackOfflinePushCommand' }],
    kind: 'action',
    request: {
      ...MESSAGE,
      userIDList: 'strings',
      title: 'string',
      desc: 'string',
      ex: 'string',
      iOSPushSound: 'string',
      signalInfo: 'string',
      iOSBadgeCount: 'boolean',
    },
    ...PUSH,
    targets: ['userIDList'],
    text: ['title', 'desc'],
    rejectsTargets: 'some',
    replyMembers: remainingTargets('userIDList'),
  },
  {
    // OpenIM does not read userIDList from the reply: a single target cannot be rejected.
    command: 'callbackBeforeOnlinePushCommand',
    formerly: [{ until: 'v3.6', name: 'callbackOnlinePushCommand' }],
    kind: 'action',
    request: { ...MESSAGE, userIDList: 'strings' },
    ...PUSH,
    targets: ['userIDList'],
  },
  {
    command: 'callbackBeforeGroupOnlinePushCommand',
    formerly: [{ until: 'v3.6', name: 'callbackSuperGroupOnlinePushCommand' }],
    kind: 'action',
    request: { ...MESSAGE, seq: 'integer' },
    ...PUSH,
  },
];
