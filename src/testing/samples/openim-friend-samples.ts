import { openimAction, openimNotice } from './openim-sample-kinds.js';
import type { CommandSample } from './sample-kinds.js';

/** Who agrees stands in `blackUserID`. */
const agreement = () => ({ fromUserID: 'jared', blackUserID: 'ann', HandleResult: 1, HandleMsg: 'hi' });
const friends = () => ({ ownerUserID: 'jared', friendUserIDs: ['ann', 'tommy'] });
const remark = () => ({ ownerUserID: 'jared', friendUserID: 'ann', remark: 'the queen' });
const black = () => ({ ownerUserID: 'jared', blackUserID: 'tommy' });

/** Friends and blacklists. */
export const OPENIM_FRIEND_SAMPLES = {
  callbackBeforeAddFriendCommand: openimAction({}, () => ({
    fromUserID: 'jared',
    toUserID: 'ann',
    reqMsg: 'hello',
    ex: '',
  })),
  callbackAfterAddFriendCommand: openimNotice(() => ({
    fromUserID: 'jared',
    toUserID: 'ann',
    reqMsg: 'hello',
  })),
  callbackBeforeAddFriendAgreeCommand: openimAction({}, agreement),
  callbackAfterAddFriendAgreeCommand: openimNotice(agreement),
  callbackAfterDeleteFriendCommand: openimNotice(() => ({ ownerUserID: 'jared', friendUserID: 'ann' })),
  callbackBeforeImportFriendsCommand: openimAction({ friendUserIDs: 'string-list' }, friends, {
    friendUserIDs: 'non-empty',
  }),
  callbackAfterImportFriendsCommand: openimNotice(friends),
  callbackBeforeSetFriendRemarkCommand: openimAction({ remark: 'string' }, remark, { remark: 'non-empty' }),
  callbackAfterSetFriendRemarkCommand: openimNotice(remark),
  callbackBeforeAddBlackCommand: openimAction({}, black),
  callbackAfterRemoveBlackCommand: openimNotice(black),
} satisfies Record<string, CommandSample>;
