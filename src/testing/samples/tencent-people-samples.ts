import type { CommandSample } from './sample-kinds.js';
import { tencentFriends, tencentNoticeSample } from './tencent-sample-kinds.js';

const pair = () => ({ PairList: [{ From_Account: 'jared', To_Account: 'ann' }] });
const follow = () => ({ From_Account: 'jared', FollowList: [{ To_Account: 'ann' }] });

/** People: friends, followers, profiles, who is online. */
export const TENCENT_PEOPLE_SAMPLES = {
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
  'Sns.CallbackFriendAdd': tencentNoticeSample(() => ({
    PairList: [{ From_Account: 'jared', To_Account: 'ann', Initiator_Account: 'jared' }],
    ClientCmd: 'friend_add',
    Admin_Account: '',
    ForceFlag: 1,
  })),
  'Sns.CallbackFriendDelete': tencentNoticeSample(pair),
  'Sns.CallbackBlackListAdd': tencentNoticeSample(pair),
  'Sns.CallbackBlackListDelete': tencentNoticeSample(pair),
  'Follow.CallbackAfterFollowAdd': tencentNoticeSample(follow),
  'Follow.CallbackAfterFollowDelete': tencentNoticeSample(follow),
  'Profile.CallbackPortraitSet': tencentNoticeSample(() => ({
    From_Account: 'jared',
    Operator_Account: 'jared',
    ProfileItem: [
      { Tag: 'Tag_Profile_IM_Nick', Value: 'Jared' },
      { Tag: 'Tag_Profile_IM_Gender', Value: 'Gender_Type_Unknown' },
    ],
  })),
  'State.StateChange': tencentNoticeSample(() => ({
    Info: { Action: 'Logout', To_Account: 'jared', Reason: 'LinkClose' },
  })),
} satisfies Record<string, CommandSample>;
