import { openimAction, openimNotice, type Reads } from './openim-sample-kinds.js';
import { type CommandSample, type MemberUse, randomId } from './sample-kinds.js';

const groupID = 'group567';
/** The working group's number as a character: that is how it comes. */
const groupType = '\u0002';

const creation = () => ({
  groupID,
  groupName: 'chess club',
  notification: '',
  introduction: '',
  faceURL: '',
  ownerUserID: 'jared',
  createTime: Date.now(),
  memberCount: 0,
  ex: '',
  status: 0,
  creatorUserID: 'jared',
  groupType: 2,
  needVerification: 0,
  lookMemberInfo: 0,
  applyMemberFriend: 0,
  notificationUpdateTime: 0,
  notificationUserID: '',
  initMemberList: [
    { userID: 'jared', roleLevel: 100 },
    { userID: 'ann', roleLevel: 20 },
  ],
});
const CREATED: Reads = {
  groupID: 'string',
  groupName: 'string',
  notification: 'string',
  introduction: 'string',
  faceURL: 'string',
  ownerUserID: 'string',
  ex: 'string',
  status: 'int32',
  creatorUserID: 'string',
  groupType: 'int32',
  needVerification: 'int32',
  lookMemberInfo: 'int32',
  applyMemberFriend: 'int32',
};

const JOINING: Reads = {
  memberCallbackList: [
    {
      userID: 'string',
      nickname: 'string',
      faceURL: 'string',
      roleLevel: 'int32',
      muteEndTime: 'int64',
      ex: 'string',
    },
  ],
};

const change = () => ({
  operationID: '',
  groupID,
  groupName: 'chess club',
  notification: '',
  introduction: 'We play on Tuesdays.',
  faceURL: '',
  ex: '',
  needVerification: 0,
  lookMemberInfo: 1,
  applyMemberFriend: 0,
});
/** What is not to be changed is `null`. */
const changeEx = () => ({
  operationID: '',
  groupID,
  groupName: 'chess club',
  notification: null,
  introduction: null,
  faceURL: null,
  ex: null,
  needVerification: null,
  lookMemberInfo: null,
  applyMemberFriend: null,
});
const CHANGED: Reads = {
  groupID: 'string',
  groupName: 'string',
  notification: 'string',
  introduction: 'string',
  faceURL: 'string',
  ex: 'string',
  needVerification: 'int32',
  lookMemberInfo: 'int32',
  applyMemberFriend: 'int32',
};
const COPIED: Readonly<Record<string, MemberUse>> = {
  groupID: 'else-zero',
  groupName: 'else-zero',
  introduction: 'else-zero',
  faceURL: 'else-zero',
};
const COPIED_EX: Readonly<Record<string, MemberUse>> = {
  groupID: 'else-zero',
  groupName: 'else-null',
  introduction: 'else-null',
  faceURL: 'else-null',
  ex: 'else-null',
  needVerification: 'else-null',
  lookMemberInfo: 'else-null',
  applyMemberFriend: 'else-null',
};

const memberChange = () => ({
  groupID,
  userID: 'ann',
  nickName: 'Ann the queen',
  faceURL: null,
  ex: null,
  roleLevel: null,
});
const MEMBER_CHANGED: Reads = { ex: 'string', nickName: 'string', faceURL: 'string', roleLevel: 'int32' };

/** Groups: what people want to do with them, and what has become of them. */
export const OPENIM_GROUP_SAMPLES = {
  callbackBeforeCreateGroupCommand: openimAction(
    CREATED,
    () => ({ operationID: randomId(8), ...creation(), createTime: 0 }),
    { applyMemberFriend: 'never' },
  ),
  callbackAfterCreateGroupCommand: openimNotice(creation),
  callbackBeforeMembersJoinGroupCommand: openimAction(JOINING, () => ({
    groupID,
    memberList: [
      { userID: 'ann', ex: '' },
      { userID: 'tommy', ex: '' },
    ],
    groupEx: '',
  })),
  // Up to 3.7: one person a call.
  callbackBeforeMemberJoinGroupCommand: openimAction({}, () => ({
    groupID,
    userID: 'ann',
    ex: '',
    groupEx: '',
  })),
  callbackBeforeInviteJoinGroupCommand: openimAction(
    { refusedMembersAccount: 'string-list' },
    () => ({ operationID: randomId(8), groupID, reason: 'come in', invitedUserIDs: ['ann', 'tommy'] }),
    { refusedMembersAccount: 'never' },
  ),
  callbackBeforeJoinGroupCommand: openimAction({}, () => ({
    groupID,
    groupType,
    applyID: 'jared',
    reqMessage: 'hello',
    ex: '',
  })),
  // inviterUserID is who joined, whatever its name.
  callbackAfterJoinGroupCommand: openimNotice(() => ({
    operationID: randomId(8),
    groupID,
    reqMessage: '',
    joinSource: 3,
    inviterUserID: 'jared',
  })),
  callbackBeforeSetGroupInfoCommand: openimAction(CHANGED, change, COPIED),
  callbackBeforeSetGroupInfoExCommand: openimAction(CHANGED, changeEx, COPIED_EX),
  callbackAfterSetGroupInfoCommand: openimNotice(change),
  callbackAfterSetGroupInfoExCommand: openimNotice(changeEx),
  callbackBeforeSetGroupMemberInfoCommand: openimAction(MEMBER_CHANGED, memberChange),
  callbackAfterSetGroupMemberInfoCommand: openimNotice(memberChange),
  callbackAfterQuitGroupCommand: openimNotice(() => ({ groupID, userID: 'ann' })),
  callbackAfterKickGroupCommand: openimNotice(() => ({ groupID, kickedUserIDs: ['tommy'], reason: 'spam' })),
  callbackAfterDisMissGroupCommand: openimNotice(() => ({
    groupID,
    ownerID: 'jared',
    groupType,
    membersID: ['jared', 'ann'],
  })),
  callbackAfterTransferGroupOwnerCommand: openimNotice(() => ({
    groupID,
    oldOwnerUserID: 'jared',
    newOwnerUserID: 'ann',
  })),
} satisfies Record<string, CommandSample>;
