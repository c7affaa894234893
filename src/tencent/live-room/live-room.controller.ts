import { Controller } from '@nestjs/common';
import { CallbackBody, CurrentCallback } from '../../http/callback-request.js';
import type { Callback } from '../../pipeline/callback.js';
import type { Decision } from '../../pipeline/decision.js';
import { DecisionService } from '../../pipeline/decision.service.js';
import type { CallbackEvent } from '../../pipeline/callback-event.js';
import { TencentCallback } from '../tencent-callback.decorator.js';
import { digitsOf, tencentEvent } from '../tencent-event.js';
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

function liveRoomEvent(callback: Callback, message: LiveRoomMessageDto): CallbackEvent {
  return tencentEvent(callback, message, {
    conversationId: message.GroupId,
    conversationType: message.Type,
    senderId: message.From_Account ?? null,
    operatorId: message.Operator_Account ?? null,
    memberId: message.From_Account ?? null,
    messageKey: message.MsgId ?? digitsOf(callback, 'Random'),
  });
}
