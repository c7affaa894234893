import { remainingTargets } from '../openim-reply-members.js';
import type { OpenimCommand, Shape } from './openim-request.js';

const REQUEST: Shape = { fromUserID: 'string', toUserID: 'string', reqMsg: 'string', ex: 'string' };
const ADD = {
  request: REQUEST,
  conversation: ['toUserID'],
  sender: ['fromUserID'],
  targets: ['toUserID'],
  text: ['reqMsg'],
} as const;

/** `blackUserID` is the user who agrees; `fromUserID` is the user who made the request. */
const AGREE = {
  request: {
    fromUserID: 'string',
    blackUserID: 'string',
    toUserID: 'string',
    HandleResult: 'integer',
    HandleMsg: 'string',
  },
  conversation: ['fromUserID'],
  sender: ['blackUserID', 'toUserID'],
  targets: ['fromUserID'],
  text: ['HandleMsg'],
} as const;

const FRIEND = {
  request: { ownerUserID: 'string', friendUserID: 'string' },
  conversation: ['friendUserID'],
  sender: ['ownerUserID'],
  targets: ['friendUserID'],
} as const;
const IMPORT = {
  request: { ownerUserID: 'string', friendUserIDs: 'strings' },
  sender: ['ownerUserID'],
  targets: ['friendUserIDs'],
} as const;
const REMARK = {
  request: { ownerUserID: 'string', friendUserID: 'string', remark: 'string' },
  conversation: ['friendUserID'],
  sender: ['ownerUserID'],
  targets: ['friendUserID'],
  text: ['remark'],
} as const;
const BLACK = {
  request: { ownerUserID: 'string', blackUserID: 'string' },
  conversation: ['blackUserID'],
  sender: ['ownerUserID'],
  targets: ['blackUserID'],
} as const;

/**
 * Friends and blacklists. The other user is the target, and also the conversation.
 *
 * @see https://github.com/openimsdk/open-im-server (pkg/callbackstruct/friend.go)
 */
export const FRIEND_COMMANDS: readonly OpenimCommand[] = [
  { command: 'callbackBeforeAddFriendCommand', kind: 'action', ...ADD },
  { command: 'callbackAfterAddFriendCommand', kind: 'notice', ...ADD },
  { command: 'callbackBeforeAddFriendAgreeCommand', kind: 'action', ...AGREE },
  { command: 'callbackAfterAddFriendAgreeCommand', kind: 'notice', ...AGREE },
  { command: 'callbackAfterDeleteFriendCommand', kind: 'notice', ...FRIEND },
  {
    command: 'callbackBeforeImportFriendsCommand',
    kind: 'action',
    ...IMPORT,
    // OpenIM ignores an empty list and would import all.
    rejectsTargets: 'some',
    replyMembers: remainingTargets('friendUserIDs'),
  },
  { command: 'callbackAfterImportFriendsCommand', kind: 'notice', ...IMPORT },
  {
    command: 'callbackBeforeSetFriendRemarkCommand',
    formerly: [{ until: 'v3.6', name: 'callbackBeforeSetFriendRemark' }],
    kind: 'action',
    ...REMARK,
  },
  {
    command: 'callbackAfterSetFriendRemarkCommand',
    formerly: [{ until: 'v3.6', name: 'callbackAfterSetFriendRemark' }],
    kind: 'notice',
    ...REMARK,
  },
  { command: 'callbackBeforeAddBlackCommand', kind: 'action', ...BLACK },
  { command: 'callbackAfterRemoveBlackCommand', kind: 'notice', ...BLACK },
];
