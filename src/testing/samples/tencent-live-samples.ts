import { type CommandSample, seconds } from './sample-kinds.js';
import { GIFT_CODES, ROOM_ID, tencentAction, tencentNotice, timeless } from './tencent-sample-kinds.js';

const room = { RoomId: ROOM_ID };
const byJared = { ...room, Operator_Account: 'jared' };
const battle = { ...byJared, BattleId: 'battle_1' };
const members = { MemberList: [{ Member_Account: 'ann' }] };
const roomInfo = (RoomType: string) => ({
  Operator_Account: 'jared',
  RoomInfo: {
    ...room,
    RoomName: 'chess live',
    RoomType,
    Owner_Account: 'jared',
    MaxMemberCount: 300,
    IsMessageDisabled: false,
    CustomInfo: '',
    CreateTime: seconds(),
  },
});
const call = () => ({
  ...room,
  CallId: 'call_1',
  Caller_Account: 'jared',
  CalleeList: [{ Callee_Account: 'ann' }],
});

/** Rooms of Live, of conferences and of calls. A message of a Live room is one of a group whose `Type` is `Live`. */
export const TENCENT_LIVE_SAMPLES = {
  'Live.CallbackBeforeSendGift': timeless(
    tencentAction(GIFT_CODES, [], () => ({
      ...byJared,
      GiftWater: {
        From_Account: 'jared',
        To_Account: ['ann'],
        Time: seconds(),
        GiftId: 'rose',
        Count: 1,
        Coins: 10,
      },
    })),
  ),
  'Live.CallbackAfterCreateRoom': tencentNotice(() => roomInfo('Live')),
  'Live.CallbackAfterDestroyRoom': tencentNotice(() => byJared),
  'Live.CallbackAfterUpdateRoomInfo': tencentNotice(() => ({
    Operator_Account: 'jared',
    RoomInfo: { ...room, RoomName: 'more chess' },
  })),
  'Live.CallbackAfterSetMetadata': tencentNotice(() => ({
    ...byJared,
    Metadata: [{ Key: 'opening', Value: 'Ruy Lopez' }],
  })),
  'Live.CallbackAfterDelMetadata': tencentNotice(() => ({ ...byJared, Keys: ['opening'] })),
  'Live.CallbackAfterCreateRoomReachingThreshold': tencentNotice(() => ({ Used: 70, Quota: 100 })),
  'Live.CallbackAfterMemberStateChanged': tencentNotice(() => ({
    ...room,
    EventType: 'Online',
    EventCause: 'Enter',
    ...members,
  })),
  'Live.CallbackAfterChangeOwner': tencentNotice(() => ({
    ...byJared,
    OldOwner_Account: 'jared',
    NewOwner_Account: 'ann',
  })),
  'Live.CallbackAfterModifyAdmin': tencentNotice(() => ({
    ...byJared,
    AdminList: [{ Member_Account: 'ann' }],
  })),
  'Live.CallbackAfterCreateBattle': tencentNotice(() => battle),
  'Live.CallbackAfterStartBattle': tencentNotice(() => battle),
  'Live.CallbackAfterEndBattle': tencentNotice(() => battle),
  'Mic.CallbackAfterSeatInfoChanged': tencentNotice(() => ({
    ...room,
    SeatList: [{ Index: 1, Member_Account: 'ann', IsTakenDisabled: false }],
  })),

  'Room.CallbackAfterCreateRoom': tencentNotice(() => roomInfo('Meeting')),
  'Room.CallbackAfterUpdateRoomInfo': tencentNotice(() => roomInfo('Meeting')),
  'Room.CallbackAfterMemberEnter': tencentNotice(() => ({ ...room, ...members })),
  'Room.CallbackAfterMemberLeave': tencentNotice(() => ({ ...room, ...members })),

  'Call.CallbackAfterStartCall': tencentNotice(call),
  'Call.CallbackAfterEndCall': tencentNotice(call),
  'Call.CallbackAfterMemberChanged': tencentNotice(call),
} satisfies Record<string, CommandSample>;
