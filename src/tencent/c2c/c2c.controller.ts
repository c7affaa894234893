import { Controller } from '@nestjs/common';
import { CallbackBody, CurrentCallback } from '../../http/callback-request.js';
import type { Callback } from '../../pipeline/callback.js';
import type { Decision } from '../../pipeline/decision.js';
import { DecisionService } from '../../pipeline/decision.service.js';
import type { CallbackEvent } from '../../pipeline/callback-event.js';
import { TencentCallback } from '../tencent-callback.decorator.js';
import { tencentEvent } from '../tencent-event.js';
import { c2cKeyOf } from '../tencent-message-key.js';
import { C2cMessageDto } from './c2c-message.dto.js';

/** Messages from one person to another, of Tencent Chat. The peer is the conversation. */
@Controller()
export class C2cController {
  constructor(private readonly decisions: DecisionService) {}

  @TencentCallback('C2C.CallbackBeforeSendMsg', {
    family: 'c2c',
    reported: { keys: ['MsgId'] },
    inShort: { dto: C2cMessageDto, event: c2cEvent },
  })
  beforeSendMsg(
    @CallbackBody() message: C2cMessageDto,
    @CurrentCallback() callback: Callback,
  ): Promise<Decision> {
    return this.decisions.decide(callback, c2cEvent(callback, message));
  }
}

function c2cEvent(callback: Callback, message: C2cMessageDto): CallbackEvent {
  return tencentEvent(callback, message, {
    conversationId: message.To_Account,
    senderId: message.From_Account ?? null,
    memberId: message.From_Account ?? null,
    messageKey: c2cKeyOf(callback),
  });
}
