import type { OpenimCommand, Shape } from './openim-request.js';
import { repeatedMembers } from '../openim-reply-members.js';

const GROUP: Shape = {
  groupID: 'string',
  groupName: 'string',
  notification: 'string',
  introduction: 'string',
  faceURL: 'string',
  ownerUserID: 'string',
  createTime: 'integer',
  memberCount: 'integer',
  ex: 'string',
  status: 'integer',
  creatorUserID: 'string',
  groupType: 'integer',
  needVerification: 'integer',
  lookMemberInfo: 'integer',
  applyMemberFriend: 'integer',
  notificationUpdateTime: 'integer',
  notificationUserID: 'string',
  initMemberList: [{ userID: 'string', roleLevel: 'integer' }],
};

/** A member that is `null` or left out stays unchanged. */
const GROUP_CHANGE: Shape = {
  operationID: 'string',
  groupID: 'string',
  groupName: 'given string',
  notification: 'given string',
  introduction: 'given string',
  faceURL: 'given string',
  ex: 'given string',
  needVerification: 'given integer',
  lookMemberInfo: 'given integer',
  applyMemberFriend: 'given integer',
};

const MEMBER_CHANGE: Shape = {
  operationID: 'string',
  groupID: 'string',
  userID: 'string',
  nickName: 'given string',
  faceURL: 'given string',
  ex: 'given string',
  roleLevel: 'given integer',
};

const CONVERSATION = ['groupID'];
const GROUP_TEXTS = ['groupName', 'notification', 'introduction'];
const CREATION = {
  conversation: CONVERSATION,
  sender: ['ownerUserID', 'creatorUserID'],
  operator: ['creatorUserID'],
  targets: ['initMemberList.userID'],
  text: GROUP_TEXTS,
} as const;
const CHANGE = { request: GROUP_CHANGE, conversation: CONVERSATION, text: GROUP_TEXTS } as const;
const MEMBER = {
  request: MEMBER_CHANGE,
  conversation: CONVERSATION,
  targets: ['userID'],
  text: ['nickName'],
} as const;

/**
 * Groups: requests of users, and reports of changes. In the commands about joining and dismissing, `groupType` is a
 * string with one control character.
 *
 * @see https://github.com/openimsdk/open-im-server (pkg/callbackstruct/group.go)
 */
export const OPENIM_GROUP_COMMANDS: readonly OpenimCommand[] = [
  {
    command: 'callbackBeforeCreateGroupCommand',
    kind: 'action',
    request: { operationID: 'string', ...GROUP },
    ...CREATION,
  },
  {
    command: 'callbackAfterCreateGroupCommand',
    kind: 'notice',
    request: GROUP,
    ...CREATION,
    time: ['createTime'],
  },
  {
    command: 'callbackBeforeMembersJoinGroupCommand',
    kind: 'action',
    request: { groupID: 'string', memberList: [{ userID: 'string', ex: 'string' }], groupEx: 'string' },
    conversation: CONVERSATION,
    targets: ['memberList.userID'],
  },
  {
    // Up to 3.7: one user for each call.
    command: 'callbackBeforeMemberJoinGroupCommand',
    kind: 'action',
    request: {
      operationID: 'string',
      groupID: 'string',
      userID: 'string',
      ex: 'string',
      groupEx: 'string',
    },
    conversation: CONVERSATION,
    targets: ['userID'],
  },
  {
    // OpenIM does not read refusedMembersAccount from the reply: a single target cannot be rejected.
    command: 'callbackBeforeInviteJoinGroupCommand',
    kind: 'action',
    request: { operationID: 'string', groupID: 'string', reason: 'string', invitedUserIDs: 'strings' },
    conversation: CONVERSATION,
    targets: ['invitedUserIDs'],
    text: ['reason'],
  },
  {
    command: 'callbackBeforeJoinGroupCommand',
    kind: 'action',
    request: {
      groupID: 'string',
      groupType: 'string',
      applyID: 'string',
      reqMessage: 'string',
      ex: 'string',
    },
    conversation: CONVERSATION,
    sender: ['applyID'],
    text: ['reqMessage'],
  },
  {
    command: 'callbackAfterJoinGroupCommand',
    kind: 'notice',
    request: {
      operationID: 'string',
      groupID: 'string',
      reqMessage: 'string',
      joinSource: 'integer',
      inviterUserID: 'string',
    },
    conversation: CONVERSATION,
    // Despite its name, this is the user who joined.
    sender: ['inviterUserID'],
    text: ['reqMessage'],
  },
  { command: 'callbackBeforeSetGroupInfoCommand', kind: 'action', ...CHANGE, replyMembers: repeatedMembers },
  {
    command: 'callbackBeforeSetGroupInfoExCommand',
    kind: 'action',
    ...CHANGE,
    replyMembers: repeatedMembers,
  },
  { command: 'callbackAfterSetGroupInfoCommand', kind: 'notice', ...CHANGE },
  { command: 'callbackAfterSetGroupInfoExCommand', kind: 'notice', ...CHANGE },
  { command: 'callbackBeforeSetGroupMemberInfoCommand', kind: 'action', ...MEMBER },
  { command: 'callbackAfterSetGroupMemberInfoCommand', kind: 'notice', ...MEMBER },
  {
    command: 'callbackAfterQuitGroupCommand',
    formerly: [{ until: 'v3.6', name: 'callbackQuitGroupCommand' }],
    kind: 'notice',
    request: { groupID: 'string', userID: 'string' },
    conversation: CONVERSATION,
    sender: ['userID'],
  },
  {
    command: 'callbackAfterKickGroupCommand',
    formerly: [{ until: 'v3.6', name: 'callbackKillGroupCommand' }],
    kind: 'notice',
    request: { groupID: 'string', kickedUserIDs: 'strings', reason: 'string' },
    conversation: CONVERSATION,
    targets: ['kickedUserIDs'],
    text: ['reason'],
  },
  {
    command: 'callbackAfterDisMissGroupCommand',
    formerly: [{ until: 'v3.6', name: 'callbackDisMissGroupCommand' }],
    kind: 'notice',
    request: { groupID: 'string', ownerID: 'string', groupType: 'string', membersID: 'strings' },
    conversation: CONVERSATION,
    sender: ['ownerID'],
    targets: ['membersID'],
  },
  {
    command: 'callbackAfterTransferGroupOwnerCommand',
    formerly: [
      { until: 'v3.4', name: 'callbackTransferGroupOwnerAfter' },
      { until: 'v3.6', name: 'callbackAfterTransferGroupOwner' },
    ],
    kind: 'notice',
    request: { groupID: 'string', oldOwnerUserID: 'string', newOwnerUserID: 'string' },
    conversation: CONVERSATION,
    sender: ['oldOwnerUserID'],
    targets: ['newOwnerUserID'],
  },
];
