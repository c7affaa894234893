import type { CommandSample } from './sample-kinds.js';
import {
  COMMUNITY_ID,
  GROUP_CODES,
  GROUP_ID,
  tencentActionSample,
  tencentNoticeSample,
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
  'Group.CallbackBeforeCreateGroup': tencentActionSample(GROUP_CODES, [], creation),
  'Group.CallbackAfterCreateGroup': tencentNoticeSample(() => ({ ...creation(), GroupId: GROUP_ID })),
  'Group.CallbackBeforeApplyJoinGroup': tencentActionSample(GROUP_CODES, [], () => ({
    ...group,
    Requestor_Account: 'jared',
  })),
  'Group.CallbackBeforeInviteJoinGroup': tencentActionSample(GROUP_CODES, ['RefusedMembers_Account'], () => ({
    ...byJared,
    DestinationMembers: [member('ann'), member('tommy')],
  })),
  'Group.CallbackAfterNewMemberJoin': tencentNoticeSample(() => ({
    ...byJared,
    JoinType: 'Invited',
    NewMemberList: [member('ann'), member('tommy')],
  })),
  'Group.CallbackAfterMemberExit': tencentNoticeSample(() => ({
    ...byJared,
    ExitType: 'Kicked',
    ExitMemberList: [member('tommy')],
  })),
  'Group.CallbackAfterGroupFull': tencentNoticeSample(() => ({ GroupId: GROUP_ID })),
  'Group.CallbackAfterGroupDestroyed': tencentNoticeSample(() => ({
    ...group,
    Owner_Account: 'jared',
    Name: 'chess club',
    MemberList: [member('jared'), member('ann')],
  })),
  // Of name, introduction, notification and face only what was changed.
  'Group.CallbackAfterGroupInfoChanged': tencentNoticeSample(() => ({
    ...byJared,
    Notification: 'We play on Tuesdays.',
  })),
  'Group.CallbackAfterMemberFieldChanged': tencentNoticeSample(() => ({
    ...byJared,
    Modified_Account: 'ann',
    NameCard: 'Ann the queen',
  })),
  'Group.CallbackAfterGroupAttrChanged': tencentNoticeSample(() => ({
    ...byJared,
    OptionType: 'set',
    GroupAttr: [{ key: 'opening', value: 'Ruy Lopez' }],
  })),
  'Group.CallbackAfterChangeGroupOwner': tencentNoticeSample(() => ({
    ...byJared,
    OldOwner_Account: 'jared',
    NewOwner_Account: 'ann',
  })),
  'Group.CallbackOnMemberStateChange': tencentNoticeSample(() => ({
    GroupId: GROUP_ID,
    Type: 'AVChatRoom',
    EventType: 'Offline',
    MemberList: [member('tommy')],
  })),
  'Group.CallbackOnDailyGroupQuotaAlarm': tencentNoticeSample(() => ({ QuotaUsed: 70, Quota: 100 })),

  'Group.CallbackBeforeCreateTopic': timeless(
    tencentActionSample(GROUP_CODES, [], () => ({
      Operator_Account: 'jared',
      Type: 'Community',
      Name: 'openings',
    })),
  ),
  'Group.CallbackAfterCreateTopic': tencentNoticeSample(() => ({
    ...community,
    TopicId: TOPIC_ID,
    Name: 'openings',
  })),
  'Group.CallbackAfterTopicDestroyed': tencentNoticeSample(() => ({
    ...community,
    TopicIdList: [{ TopicId: TOPIC_ID }],
  })),
  'Group.CallbackAfterTopicInfoChanged': tencentNoticeSample(() => ({
    ...community,
    TopicId: TOPIC_ID,
    Introduction: 'How to begin.',
  })),
} satisfies Record<string, CommandSample>;
