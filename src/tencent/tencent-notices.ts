/** The places of a notice's members. A path leads through objects (`RoomInfo.RoomId`) and lists with one item. */
export interface Notice {
  readonly family: string;
  /** Paths; the first one that leads to an id counts. */
  readonly conversation?: readonly string[];
  readonly sender?: readonly string[];
  /** The message's id: like that of a group message, like that of a one-to-one message, or at a path. */
  readonly key?: 'group' | 'c2c' | { readonly at: string };
  /** Default: `EventTime`, milliseconds. */
  readonly time?: { readonly at: string; readonly unit: 'ms' | 's' };
  /** Texts that people read, beside `MsgBody`; from a list, each text in it. */
  readonly text?: readonly string[];
  /** The delivery status that the notice reports. */
  readonly report?: 'sent' | 'failed' | 'recalled' | 'moderated';
  /** Paths to the vendor's names for the sent messages: members, or lists of them. */
  readonly names?: readonly string[];
  /** The command is used for groups, and for Live rooms if `Type` is `Live`. */
  readonly isInRoomsToo?: true;
}

const GROUP: Notice = { family: 'group', conversation: ['GroupId'], sender: ['Operator_Account'] };
const GROUP_MESSAGE: Notice = {
  ...GROUP,
  sender: ['From_Account'],
  key: 'group',
  names: ['MsgSeq'],
  isInRoomsToo: true,
};
const C2C: Notice = { family: 'c2c', conversation: ['To_Account'], sender: ['From_Account'], key: 'c2c' };
const ACCOUNT: Notice = {
  family: 'official-account',
  conversation: ['Official_Account'],
  sender: ['Operator_Account'],
};
const PAIRS: Notice = {
  family: 'friends',
  conversation: ['PairList.To_Account'],
  sender: ['PairList.From_Account'],
};
const FOLLOW: Notice = {
  family: 'friends',
  conversation: ['FollowList.To_Account'],
  sender: ['From_Account'],
};
const ROOM: Notice = {
  family: 'live-room',
  conversation: ['RoomId', 'RoomInfo.RoomId'],
  sender: ['Operator_Account'],
  text: ['RoomInfo.RoomName', 'RoomInfo.CustomInfo', 'RoomName', 'Metadata'],
};
const CONFERENCE: Notice = { ...ROOM, family: 'tencent' };
const CALL: Notice = {
  family: 'tencent',
  conversation: ['RoomId', 'CallId'],
  sender: ['Caller_Account', 'Operator_Account'],
};
const PROFILE_TEXTS = ['Name', 'Introduction', 'Notification'];

/**
 * The commands by which Tencent reports something and waits for no decision.
 *
 * @see https://trtc.io/document/34355 (Webhook Command List), https://trtc.io/document/64413 (for Live)
 */
export const TENCENT_NOTICES: Readonly<Record<string, Notice>> = {
  'Alert.RequestOverLimit': { family: 'tencent' },
  'State.StateChange': { family: 'tencent', sender: ['Info.To_Account'] },
  'Profile.CallbackPortraitSet': {
    family: 'tencent',
    sender: ['From_Account'],
    text: ['ProfileItem.Value'],
  },

  'Sns.CallbackFriendAdd': PAIRS,
  'Sns.CallbackFriendDelete': PAIRS,
  'Sns.CallbackBlackListAdd': PAIRS,
  'Sns.CallbackBlackListDelete': PAIRS,
  'Follow.CallbackAfterFollowAdd': FOLLOW,
  'Follow.CallbackAfterFollowDelete': FOLLOW,

  'C2C.CallbackAfterSendMsg': { ...C2C, report: 'sent' },
  'C2C.CallbackAfterMsgReport': {
    family: 'c2c',
    conversation: ['Peer_Account'],
    sender: ['Report_Account'],
  },
  'C2C.CallbackAfterMsgWithDraw': { ...C2C, report: 'recalled' },
  'C2C.CallbackAfterC2CMsgExtension': C2C,
  'Bot.OnC2CMessage': C2C,
  'Chatbot.OnC2CSignalMessage': { ...C2C, text: ['Data'] },

  'Group.CallbackAfterCreateGroup': { ...GROUP, text: ['Name'] },
  'Group.CallbackAfterNewMemberJoin': GROUP,
  'Group.CallbackAfterMemberExit': GROUP,
  'Group.CallbackAfterSendMsg': { ...GROUP_MESSAGE, report: 'sent' },
  'Group.CallbackAfterRecallMsg': {
    ...GROUP,
    report: 'recalled',
    names: ['MsgSeqList.MsgSeq'],
    isInRoomsToo: true,
  },
  'Group.CallbackSendMsgException': { ...GROUP_MESSAGE, report: 'failed' },
  'Group.CallbackAfterGroupFull': GROUP,
  'Group.CallbackAfterGroupDestroyed': { ...GROUP, sender: ['Owner_Account'], text: ['Name'] },
  'Group.CallbackAfterGroupInfoChanged': { ...GROUP, text: PROFILE_TEXTS },
  'Group.CallbackAfterMemberFieldChanged': { ...GROUP, text: ['NameCard'] },
  'Group.CallbackAfterGroupAttrChanged': { ...GROUP, text: ['GroupAttr.value'] },
  'Group.CallbackAfterReadReceipt': GROUP,
  'Group.CallbackAfterChangeGroupOwner': GROUP,
  'Group.CallbackOnMemberStateChange': GROUP,
  'Group.CallbackOnDailyGroupQuotaAlarm': { family: 'group' },
  'Group.CallbackAfterGroupMsgExtension': { ...GROUP, names: ['MsgSeq'] },
  'Group.CallbackAfterCreateTopic': { ...GROUP, text: PROFILE_TEXTS },
  'Group.CallbackAfterTopicDestroyed': GROUP,
  'Group.CallbackAfterTopicInfoChanged': { ...GROUP, text: PROFILE_TEXTS },
  'Bot.OnGroupMessage': { ...GROUP_MESSAGE, isInRoomsToo: undefined },

  'OfficialAccount.CallbackAfterCreateOfficialAccount': { ...ACCOUNT, text: PROFILE_TEXTS },
  'OfficialAccount.CallbackAfterOfficialAccountInfoChanged': { ...ACCOUNT, text: PROFILE_TEXTS },
  'OfficialAccount.CallbackAfterOfficialAccountDestroyed': { ...ACCOUNT, text: ['Name'] },
  'OfficialAccount.CallbackAfterAddSubscriber': ACCOUNT,
  'OfficialAccount.CallbackAfterOfficialAccountFull': ACCOUNT,
  'OfficialAccount.CallbackAfterDeleteSubscriber': ACCOUNT,
  'OfficialAccount.CallbackAfterSendMsg': {
    ...ACCOUNT,
    key: { at: 'MsgKey' },
    report: 'sent',
    names: ['MsgKey'],
  },
  'OfficialAccount.CallbackAfterMsgWithDraw': {
    ...ACCOUNT,
    report: 'recalled',
    names: ['WithdrawMsgList.MsgKey', 'MsgKey'],
  },

  'ContentCallback.ResultNotify': {
    family: 'tencent',
    conversation: ['ContactItem.ToGroupId', 'ContactItem.To_Account'],
    sender: ['From_Account'],
    // For a one-to-one message this is its MsgKey, for a group message its MsgSeq.
    key: { at: 'MsgID' },
    text: ['TextContent'],
    report: 'moderated',
    names: ['MsgID'],
  },
  'Push.OfflinePush': {
    family: 'tencent',
    conversation: ['Events.GroupID', 'Events.To_Account'],
    sender: ['Events.From_Account'],
    key: { at: 'Events.MsgKey' },
    time: { at: 'Events.EventTime', unit: 's' },
  },
  'Push.AllMemberPush': {
    family: 'tencent',
    conversation: ['Events.To_Account', 'To_Account'],
    time: { at: 'Events.EventTime', unit: 's' },
  },

  'Live.CallbackAfterCreateRoom': ROOM,
  'Live.CallbackAfterDestroyRoom': ROOM,
  'Live.CallbackAfterUpdateRoomInfo': ROOM,
  'Live.CallbackAfterSetMetadata': ROOM,
  'Live.CallbackAfterDelMetadata': ROOM,
  'Live.CallbackAfterCreateRoomReachingThreshold': ROOM,
  'Live.CallbackAfterMemberStateChanged': ROOM,
  // The name in the table of the same page.
  'Live.CallbackMemberStateChanged': ROOM,
  'Live.CallbackAfterChangeOwner': ROOM,
  'Live.CallbackAfterModifyAdmin': ROOM,
  'Mic.CallbackAfterSeatInfoChanged': ROOM,
  'Live.CallbackAfterCreateBattle': ROOM,
  'Live.CallbackAfterStartBattle': ROOM,
  'Live.CallbackAfterEndBattle': ROOM,
  'Room.CallbackAfterCreateRoom': CONFERENCE,
  'Room.CallbackAfterUpdateRoomInfo': CONFERENCE,
  'Room.CallbackAfterMemberEnter': CONFERENCE,
  'Room.CallbackAfterMemberLeave': CONFERENCE,
  'Call.CallbackAfterStartCall': CALL,
  'Call.CallbackAfterEndCall': CALL,
  'Call.CallbackAfterMemberChanged': CALL,
};
