import type { CommandSample } from './sample-kinds.js';
import {
  COMMUNITY_ID,
  GROUP_CODES,
  GROUP_ID,
  tencentAction,
  tencentNotice,
  timeless,
  TOPIC_ID,
} from './tencent-sample-kinds.js';

const group = { GroupId: GROUP_ID, Type: 'Public' };
const byJared = { ...group, Operator_Account: 'jared' };
const community = { GroupId: COMMUNITY_ID, Type: 'Community', Operator_Account: 'jared' };
const member = (Member_Account: string) => ({ Member_Account });
const creation = () => ({
  Operator_Account: 'jared',
  Owner_Account: 'jared',
  Type: 'Public',
  Name: 'chess club',
  MemberList: [member('ann')],
});

/** Groups and topics: who makes them, who is in them, what they are called. */
export const TENCENT_GROUP_SAMPLES = {
  'Group.CallbackBeforeCreateGroup': tencentAction(GROUP_CODES, [], creation),
  'Group.CallbackAfterCreateGroup': tencentNotice(() => ({ ...creation(), GroupId: GROUP_ID })),
  'Group.CallbackBeforeApplyJoinGroup': tencentAction(GROUP_CODES, [], () => ({
    ...group,
    Requestor_Account: 'jared',
  })),
  'Group.CallbackBeforeInviteJoinGroup': tencentAction(GROUP_CODES, ['RefusedMembers_Account'], () => ({
    ...byJared,
    DestinationMembers: [member('ann'), member('tommy')],
  })),
  'Group.CallbackAfterNewMemberJoin': tencentNotice(() => ({
    ...byJared,
    JoinType: 'Invited',
    NewMemberList: [member('ann'), member('tommy')],
  })),
  'Group.CallbackAfterMemberExit': tencentNotice(() => ({
    ...byJared,
    ExitType: 'Kicked',
    ExitMemberList: [member('tommy')],
  })),
  'Group.CallbackAfterGroupFull': tencentNotice(() => ({ GroupId: GROUP_ID })),
  'Group.CallbackAfterGroupDestroyed': tencentNotice(() => ({
    ...group,
    Owner_Account: 'jared',
    Name: 'chess club',
    MemberList: [member('jared'), member('ann')],
  })),
  // Of name, introduction, notification and face only what was changed.
  'Group.CallbackAfterGroupInfoChanged': tencentNotice(() => ({
    ...byJared,
    Notification: 'We play on Tuesdays.',
  })),
  'Group.CallbackAfterMemberFieldChanged': tencentNotice(() => ({
    ...byJared,
    Modified_Account: 'ann',
    NameCard: 'Ann the queen',
  })),
  'Group.CallbackAfterGroupAttrChanged': tencentNotice(() => ({
    ...byJared,
    OptionType: 'set',
    GroupAttr: [{ key: 'opening', value: 'Ruy Lopez' }],
  })),
  'Group.CallbackAfterChangeGroupOwner': tencentNotice(() => ({
    ...byJared,
    OldOwner_Account: 'jared',
    NewOwner_Account: 'ann',
  })),
  'Group.CallbackOnMemberStateChange': tencentNotice(() => ({
    GroupId: GROUP_ID,
    Type: 'AVChatRoom',
    EventType: 'Offline',
    MemberList: [member('tommy')],
  })),
  'Group.CallbackOnDailyGroupQuotaAlarm': tencentNotice(() => ({ QuotaUsed: 70, Quota: 100 })),

  'Group.CallbackBeforeCreateTopic': timeless(
    tencentAction(GROUP_CODES, [], () => ({
      Operator_Account: 'jared',
      Type: 'Community',
      Name: 'openings',
    })),
  ),
  'Group.CallbackAfterCreateTopic': tencentNotice(() => ({
    ...community,
    TopicId: TOPIC_ID,
    Name: 'openings',
  })),
  'Group.CallbackAfterTopicDestroyed': tencentNotice(() => ({
    ...community,
    TopicIdList: [{ TopicId: TOPIC_ID }],
  })),
  'Group.CallbackAfterTopicInfoChanged': tencentNotice(() => ({
    ...community,
    TopicId: TOPIC_ID,
    Introduction: 'How to begin.',
  })),
} satisfies Record<string, CommandSample>;
