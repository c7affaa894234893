import { remainingTargets } from '../openim-reply-members.js';
import type { OpenimCommand, Shape } from './openim-request.js';

const USERS: Shape = {
  users: [
    {
      userID: 'string',
      nickname: 'string',
      faceURL: 'string',
      ex: 'string',
      createTime: 'integer',
      appMangerLevel: 'integer',
      globalRecvMsgOpt: 'integer',
    },
  ],
};
const REGISTER = { request: USERS, targets: ['users.userID'], text: ['users.nickname'] } as const;

/** A member that does not change is `null`. A reply must not set it: OpenIM would write through a null pointer. */
const UPDATE = {
  request: {
    userID: 'string',
    nickName: 'given string',
    faceURL: 'given string',
    ex: 'given string',
  },
  sender: ['userID'],
  text: ['nickName'],
} as const;

/** `seq` is the time, in milliseconds. */
const PRESENCE = {
  request: {
    operationID: 'string',
    platformID: 'integer',
    platform: 'string',
    userID: 'string',
    seq: 'integer',
    isAppBackground: 'boolean',
    connID: 'string',
  },
  sender: ['userID'],
  time: ['seq'],
  isOnce: true,
} as const;

/**
 * Accounts, and their presence.
 *
 * @see https://github.com/openimsdk/open-im-server (pkg/callbackstruct/user.go, msg_gateway.go)
 */
export const USER_COMMANDS: readonly OpenimCommand[] = [
  {
    command: 'callbackBeforeUserRegisterCommand',
    kind: 'action',
    ...REGISTER,
    // OpenIM ignores an empty list and would register all.
    rejectsTargets: 'some',
    replyMembers: remainingTargets('users', 'userID'),
  },
  { command: 'callbackAfterUserRegisterCommand', kind: 'notice', ...REGISTER },
  { command: 'callbackBeforeUpdateUserInfoCommand', kind: 'action', ...UPDATE },
  { command: 'callbackAfterUpdateUserInfoCommand', kind: 'notice', ...UPDATE },
  { command: 'callbackBeforeUpdateUserInfoExCommand', kind: 'action', ...UPDATE },
  { command: 'callbackAfterUpdateUserInfoExCommand', kind: 'notice', ...UPDATE },
  {
    command: 'callbackAfterUserOnlineCommand',
    formerly: [{ until: 'v3.6', name: 'callbackUserOnlineCommand' }],
    kind: 'notice',
    ...PRESENCE,
  },
  {
    command: 'callbackAfterUserOfflineCommand',
    formerly: [{ until: 'v3.6', name: 'callbackUserOfflineCommand' }],
    kind: 'notice',
    ...PRESENCE,
  },
  {
    // OpenIM declares this command, and no version sends it.
    command: 'callbackAfterUserKickOffCommand',
    formerly: [{ until: 'v3.6', name: 'callbackUserKickOffCommand' }],
    kind: 'notice',
    ...PRESENCE,
  },
];
