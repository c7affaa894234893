import { Controller } from '@nestjs/common';
import { CallbackBody, CurrentCallback } from '../../http/callback-request.js';
import type { Callback } from '../../pipeline/callback.js';
import type { Decision } from '../../pipeline/decision.js';
import { DecisionService } from '../../pipeline/decision.service.js';
import type { CallbackEvent } from '../../pipeline/callback-event.js';
import { accountsOf, linesOf, tencentAction } from '../tencent-action.js';
import { TencentCallback } from '../tencent-callback.decorator.js';
import { millisOf } from '../tencent-event.js';
import { SendGiftDto } from './send-gift.dto.js';

/** Gifts in Tencent Live rooms. */
@Controller()
export class LiveRoomGiftsController {
  constructor(private readonly decisions: DecisionService) {}

  @TencentCallback('Live.CallbackBeforeSendGift', {
    family: 'live-room',
    kind: 'action',
    enrich: false,
    codes: [102100, 102200],
    onFailure: 'reject',
    inShort: { dto: SendGiftDto, event: sendGiftEvent },
  })
  beforeSendGift(
    @CallbackBody() body: SendGiftDto,
    @CurrentCallback() callback: Callback,
  ): Promise<Decision> {
    return this.decisions.decide(callback, sendGiftEvent(callback, body));
  }
}

function sendGiftEvent(callback: Callback, body: SendGiftDto): CallbackEvent {
  const { From_Account: from, To_Account: to, Time: time, GiftId: gift } = body.GiftWater ?? {};
  const seconds = millisOf(time);
  return tencentAction(callback, body, {
    conversationId: body.RoomId,
    conversationType: 'Live',
    senderId: typeof from === 'string' ? from : (body.Operator_Account ?? null),
    operatorId: body.Operator_Account ?? null,
    targets: accountsOf(Array.isArray(to) ? to : [to], 'To_Account'),
    text: linesOf(gift),
    eventTime: millisOf(body.EventTime) ?? (seconds === null ? null : seconds * 1_000),
  });
}
