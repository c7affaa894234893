import { remaining } from '../openim-answer.js';
import type { OpenimCommand, Shape } from './openim-request.js';

const REQUEST: Shape = { fromUserID: 'string', toUserID: 'string', reqMsg: 'string', ex: 'string' };
const ADD = {
  request: REQUEST,
  conversation: ['toUserID'],
  sender: ['fromUserID'],
  targets: ['toUserID'],
  text: ['reqMsg'],
} as const;

/** Who agrees stands in `blackUserID`, whom the request came from in `fromUserID`. */
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
 * Friends and blacklists. Whom it is about is the target, and the conversation.
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
    // An empty list would be passed over, and all imported.
    rejectsTargets: 'some',
    answer: remaining('friendUserIDs'),
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
