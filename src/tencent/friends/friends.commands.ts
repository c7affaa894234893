import type { CallbackEvent } from '../../pipeline/callback-event.js';
import type { Callback } from '../../pipeline/callback.js';
import type { CommandDeclaration } from '../../pipeline/commands/command.js';
import { accountsOf, linesOf, tencentAction } from '../tencent-action.js';
import { tencentCommand } from '../tencent-command.js';
import { FriendAddDto } from './friend-add.dto.js';
import { friendReply } from './friend-reply.js';
import { FriendResponseDto } from './friend-response.dto.js';

const FRIENDS = {
  family: 'friends',
  kind: 'action',
  enriched: false,
  rejectsTargets: true,
  // A reject without a code gets one that the vendor reads as the reject of a user.
  plainRejectionCode: 38000,
} as const;

const friendAdd = tencentCommand({
  ...FRIENDS,
  name: 'Sns.CallbackPrevFriendAdd',
  body: FriendAddDto,
  reply: friendReply('FriendItem'),
  toEvent: (body, callback) =>
    friendEvent(
      callback,
      body,
      body.FriendItem,
      body.FriendItem.flatMap(({ AddWording, Remark, GroupName }) => [AddWording, Remark, GroupName]),
    ),
});

const friendResponse = tencentCommand({
  ...FRIENDS,
  name: 'Sns.CallbackPrevFriendResponse',
  body: FriendResponseDto,
  reply: friendReply('ResponseFriendItem'),
  toEvent: (body, callback) =>
    friendEvent(
      callback,
      body,
      body.ResponseFriendItem,
      body.ResponseFriendItem.flatMap(({ Remark, TagName }) => [Remark, TagName]),
    ),
});

/** The users who are asked are the targets; a single one is the conversation. */
function friendEvent(
  callback: Callback,
  body: FriendAddDto | FriendResponseDto,
  items: readonly unknown[],
  lines: readonly (string | undefined)[],
): CallbackEvent {
  const targets = accountsOf(items, 'To_Account');
  return tencentAction(callback, body, {
    conversationId: targets.length === 1 ? targets[0]! : null,
    senderId: body.From_Account ?? null,
    operatorId: body.Requester_Account ?? null,
    targets,
    text: linesOf(...lines),
  });
}

/** The commands about friendships in Tencent Chat. */
export const FRIENDS_COMMANDS: readonly CommandDeclaration[] = [friendAdd, friendResponse];
