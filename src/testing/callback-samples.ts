import type { GoType } from './go-json.js';
import {
  type CallbackSample,
  GIFT_CODES,
  GROUP_CODES,
  openimMessage,
  PEER_CODES,
  random32,
  seconds,
  tencentAction,
  tencentFriends,
  tencentMessage,
} from './sample-kinds.js';

/** What `callbackBeforeMsgModifyCommand` may change. */
const MODIFIED: Readonly<Record<string, GoType>> = {
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

const samples = {
  'Group.CallbackBeforeSendMsg': tencentMessage(GROUP_CODES, () => ({
    GroupId: '@TGS#2J4SZEAEL',
    Type: 'Public',
    From_Account: 'jared',
    Operator_Account: 'jared',
    Random: random32(),
  })),
  'OfficialAccount.CallbackBeforeSendMsg': tencentMessage(PEER_CODES, () => ({
    Official_Account: '@TOA#_2J4SZEAEL',
  })),
  'C2C.CallbackBeforeSendMsg': tencentMessage(PEER_CODES, () => {
    const [MsgSeq, MsgRandom, MsgTime] = [random32(), random32(), seconds()];
    const MsgKey = `${MsgSeq}_${MsgRandom}_${MsgTime}`;
    return { From_Account: 'jared', To_Account: 'ann', MsgSeq, MsgRandom, MsgTime, MsgKey };
  }),
  'Group.CallbackBeforeCreateGroup': tencentAction(GROUP_CODES, [], () => ({
    Operator_Account: 'jared',
    Owner_Account: 'jared',
    Type: 'Public',
    Name: 'chess club',
    MemberList: [{ Member_Account: 'ann' }],
  })),
  'Group.CallbackBeforeApplyJoinGroup': tencentAction(GROUP_CODES, [], () => ({
    GroupId: '@TGS#2J4SZEAEL',
    Type: 'Public',
    Requestor_Account: 'jared',
  })),
  'Group.CallbackBeforeInviteJoinGroup': tencentAction(GROUP_CODES, ['RefusedMembers_Account'], () => ({
    GroupId: '@TGS#2J4SZEAEL',
    Type: 'Public',
    Operator_Account: 'jared',
    DestinationMembers: [{ Member_Account: 'ann' }, { Member_Account: 'tommy' }],
  })),
  'Group.CallbackBeforeCreateTopic': tencentAction(GROUP_CODES, [], () => ({
    Operator_Account: 'jared',
    Type: 'Community',
    Name: 'openings',
  })),
  'OfficialAccount.CallbackBeforeCreateOfficialAccount': tencentAction(PEER_CODES, [], () => ({
    Operator_Account: 'jared',
    Owner_Account: 'jared',
    Name: 'chess news',
  })),
  'OfficialAccount.CallbackBeforeAddSubscriber': tencentAction(null, ['RefusedSubscribers_Account'], () => ({
    Official_Account: '@TOA#_2J4SZEAEL',
    Operator_Account: 'jared',
    SubscribeAccountList: [{ Subscriber_Account: 'ann' }],
  })),
  'Live.CallbackBeforeSendGift': tencentAction(GIFT_CODES, [], () => ({
    Operator_Account: 'jared',
    RoomId: 'room_1',
    GiftWater: {
      From_Account: 'jared',
      To_Account: ['ann'],
      Time: seconds(),
      GiftId: 'rose',
      Count: 1,
      Coins: 10,
    },
  })),
  'Sns.CallbackPrevFriendAdd': tencentFriends(() => ({
    FriendItem: [
      { To_Account: 'ann', Remark: '', GroupName: '', AddSource: 'AddSource_Type_Web', AddWording: 'hi' },
    ],
    AddType: 'Add_Type_Both',
    ForceAddFlags: 0,
  })),
  'Sns.CallbackPrevFriendResponse': tencentFriends(() => ({
    ResponseFriendItem: [
      { To_Account: 'ann', Remark: '', TagName: '', ResponseAction: 'Response_Action_AgreeAndAdd' },
    ],
  })),
  callbackBeforeSendGroupMsgCommand: openimMessage({}, { groupID: 'group567' }),
  callbackBeforeSendSingleMsgCommand: openimMessage({}, { sessionType: 1, recvID: 'ann' }),
  callbackBeforeMsgModifyCommand: openimMessage(MODIFIED, {}),
} satisfies Record<string, CallbackSample>;

/** A command of which there is a sample. */
export type SampleCommand = keyof typeof samples;

/** The samples, by command: another command is another member. */
export const CALLBACK_SAMPLES: Readonly<Record<SampleCommand, CallbackSample>> = samples;

/** @returns `undefined` where there is no sample of the command */
export function sampleOf(command: string): CallbackSample | undefined {
  return Object.hasOwn(samples, command) ? CALLBACK_SAMPLES[command as SampleCommand] : undefined;
}
