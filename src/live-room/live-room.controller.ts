import { Controller } from '@nestjs/common';
import { CallbackBody, CurrentCallback } from '../callback/callback-request.js';
import type { Callback } from '../callback/callback.js';
import type { Decision } from '../callback/decision.js';
import { DecisionService } from '../callback/decision.service.js';
import type { MessageEvent } from '../callback/message-event.js';
import { TencentCallback } from '../tencent/tencent-callback.decorator.js';
import { digitsOf, tencentEvent } from '../tencent/tencent-event.js';
import { LiveRoomMessageDto } from './live-room-message.dto.js';

/** Messages of Tencent Live rooms: the groups' command, told apart by the body's `Type`. */
@Controller()
export class LiveRoomController {
  constructor(private readonly decisions: DecisionService) {}

  @TencentCallback('Group.CallbackBeforeSendMsg', {
    family: 'live-room',
    reported: { keys: ['Random'] },
    where: { Type: 'Live' },
    inShort: { dto: LiveRoomMessageDto, event: liveRoomEvent },
  })
  beforeSendMsg(
    @CallbackBody() message: LiveRoomMessageDto,
    @CurrentCallback() callback: Callback,
  ): Promise<Decision> {
    return this.decisions.decide(callback, liveRoomEvent(callback, message));
  }
}

function liveRoomEvent(callback: Callback, message: LiveRoomMessageDto): MessageEvent {
  return tencentEvent(callback, message, {
    conversationId: message.GroupId,
    conversationType: message.Type,
    senderId: message.From_Account ?? null,
    operatorId: message.Operator_Account ?? null,
    memberId: message.From_Account ?? null,
    messageKey: message.MsgId ?? digitsOf(callback, 'Random'),
  });
}
