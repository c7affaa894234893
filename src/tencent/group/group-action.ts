import type { Callback } from '../../pipeline/callback.js';
import type { CallbackEvent } from '../../pipeline/callback-event.js';
import { accountsOf, linesOf, tencentAction } from '../tencent-action.js';
import type { ApplyJoinGroupDto } from './apply-join-group.dto.js';
import type { CreateGroupDto } from './create-group.dto.js';
import type { CreateTopicDto } from './create-topic.dto.js';
import type { InviteJoinGroupDto } from './invite-join-group.dto.js';

/** Whose group it will be is its sender; an administrator may make the request in that person's name. */
export function createGroupEvent(callback: Callback, body: CreateGroupDto): CallbackEvent {
  return tencentAction(callback, body, {
    conversationType: body.Type ?? null,
    senderId: body.Owner_Account || (body.Operator_Account ?? null),
    operatorId: body.Operator_Account ?? null,
    targets: accountsOf(body.MemberList, 'Member_Account'),
    text: linesOf(body.Name),
  });
}

export function applyJoinGroupEvent(callback: Callback, body: ApplyJoinGroupDto): CallbackEvent {
  return tencentAction(callback, body, {
    conversationId: body.GroupId,
    conversationType: body.Type ?? null,
    senderId: body.Requestor_Account ?? null,
  });
}

export function inviteJoinGroupEvent(callback: Callback, body: InviteJoinGroupDto): CallbackEvent {
  return tencentAction(callback, body, {
    conversationId: body.GroupId,
    conversationType: body.Type ?? null,
    senderId: body.Operator_Account ?? null,
    operatorId: body.Operator_Account ?? null,
    targets: accountsOf(body.DestinationMembers, 'Member_Account'),
  });
}

export function createTopicEvent(callback: Callback, body: CreateTopicDto): CallbackEvent {
  return tencentAction(callback, body, {
    conversationId: body.GroupId ?? null,
    conversationType: body.Type ?? null,
    senderId: body.Operator_Account ?? null,
    operatorId: body.Operator_Account ?? null,
    text: linesOf(body.Name),
  });
}
