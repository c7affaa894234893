import { Controller } from '@nestjs/common';
import { CallbackBody, CurrentCallback } from '../../http/callback-request.js';
import type { Callback } from '../../pipeline/callback.js';
import type { Decision } from '../../pipeline/decision.js';
import { DecisionService } from '../../pipeline/decision.service.js';
import type { CallbackEvent } from '../../pipeline/callback-event.js';
import { accountsOf, linesOf, tencentAction } from '../tencent-action.js';
import { TencentCallback } from '../tencent-callback.decorator.js';
import { FriendAddDto } from './friend-add.dto.js';
import { friendAnswer } from './friend-answer.js';
import { FriendResponseDto } from './friend-response.dto.js';

/** A refusal without a code has to have one that the vendor takes for a refusal of a person. */
const FRIENDS = {
  family: 'friends',
  kind: 'action',
  enrich: false,
  refusesTargets: true,
  plainRefusalCode: 38000,
} as const;

/** Who becomes whose friend, in Tencent Chat. Those who are asked are the targets, a single one the conversation. */
@Controller()
export class FriendsController {
  constructor(private readonly decisions: DecisionService) {}

  @TencentCallback('Sns.CallbackPrevFriendAdd', {
    ...FRIENDS,
    envelope: friendAnswer('FriendItem'),
    inShort: { dto: FriendAddDto, event: friendAddEvent },
  })
  prevFriendAdd(
    @CallbackBody() body: FriendAddDto,
    @CurrentCallback() callback: Callback,
  ): Promise<Decision> {
    return this.decisions.decide(callback, friendAddEvent(callback, body));
  }

  @TencentCallback('Sns.CallbackPrevFriendResponse', {
    ...FRIENDS,
    envelope: friendAnswer('ResponseFriendItem'),
    inShort: { dto: FriendResponseDto, event: friendResponseEvent },
  })
  prevFriendResponse(
    @CallbackBody() body: FriendResponseDto,
    @CurrentCallback() callback: Callback,
  ): Promise<Decision> {
    return this.decisions.decide(callback, friendResponseEvent(callback, body));
  }
}

function friendAddEvent(callback: Callback, body: FriendAddDto): CallbackEvent {
  const lines = body.FriendItem.flatMap(({ AddWording, Remark, GroupName }) => [
    AddWording,
    Remark,
    GroupName,
  ]);
  return friendEvent(callback, body, body.FriendItem, lines);
}

function friendResponseEvent(callback: Callback, body: FriendResponseDto): CallbackEvent {
  const lines = body.ResponseFriendItem.flatMap(({ Remark, TagName }) => [Remark, TagName]);
  return friendEvent(callback, body, body.ResponseFriendItem, lines);
}

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
