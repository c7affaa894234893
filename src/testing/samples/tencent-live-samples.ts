import { type CommandSample, seconds } from './sample-kinds.js';
import {
  GIFT_CODES,
  ROOM_ID,
  tencentActionSample,
  tencentNoticeSample,
  timeless,
} from './tencent-sample-kinds.js';

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
    tencentActionSample(GIFT_CODES, [], () => ({
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
  'Live.CallbackAfterCreateRoom': tencentNoticeSample(() => roomInfo('Live')),
  'Live.CallbackAfterDestroyRoom': tencentNoticeSample(() => byJared),
  'Live.CallbackAfterUpdateRoomInfo': tencentNoticeSample(() => ({
    Operator_Account: 'jared',
    RoomInfo: { ...room, RoomName: 'more chess' },
  })),
  'Live.CallbackAfterSetMetadata': tencentNoticeSample(() => ({
    ...byJared,
    Metadata: [{ Key: 'opening', Value: 'Ruy Lopez' }],
  })),
  'Live.CallbackAfterDelMetadata': tencentNoticeSample(() => ({ ...byJared, Keys: ['opening'] })),
  'Live.CallbackAfterCreateRoomReachingThreshold': tencentNoticeSample(() => ({ Used: 70, Quota: 100 })),
  'Live.CallbackAfterMemberStateChanged': tencentNoticeSample(() => ({
    ...room,
    EventType: 'Online',
    EventCause: 'Enter',
    ...members,
  })),
  'Live.CallbackAfterChangeOwner': tencentNoticeSample(() => ({
    ...byJared,
    OldOwner_Account: 'jared',
    NewOwner_Account: 'ann',
  })),
  'Live.CallbackAfterModifyAdmin': tencentNoticeSample(() => ({
    ...byJared,
    AdminList: [{ Member_Account: 'ann' }],
  })),
  'Live.CallbackAfterCreateBattle': tencentNoticeSample(() => battle),
  'Live.CallbackAfterStartBattle': tencentNoticeSample(() => battle),
  'Live.CallbackAfterEndBattle': tencentNoticeSample(() => battle),
  'Mic.CallbackAfterSeatInfoChanged': tencentNoticeSample(() => ({
    ...room,
    SeatList: [{ Index: 1, Member_Account: 'ann', IsTakenDisabled: false }],
  })),

  'Room.CallbackAfterCreateRoom': tencentNoticeSample(() => roomInfo('Meeting')),
  'Room.CallbackAfterUpdateRoomInfo': tencentNoticeSample(() => roomInfo('Meeting')),
  'Room.CallbackAfterMemberEnter': tencentNoticeSample(() => ({ ...room, ...members })),
  'Room.CallbackAfterMemberLeave': tencentNoticeSample(() => ({ ...room, ...members })),

  'Call.CallbackAfterStartCall': tencentNoticeSample(call),
  'Call.CallbackAfterEndCall': tencentNoticeSample(call),
  'Call.CallbackAfterMemberChanged': tencentNoticeSample(call),
} satisfies Record<string, CommandSample>;
