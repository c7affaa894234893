import { Controller } from '@nestjs/common';
import { CallbackBody, CurrentCallback } from '../../http/callback-request.js';
import type { Callback } from '../../pipeline/callback.js';
import type { Decision } from '../../pipeline/decision.js';
import { DecisionService } from '../../pipeline/decision.service.js';
import type { CallbackEvent } from '../../pipeline/callback-event.js';
import { TencentCallback } from '../tencent-callback.decorator.js';
import { tencentEvent } from '../tencent-event.js';
import { OfficialAccountMessageDto } from './official-account-message.dto.js';

/** Broadcasts of Tencent official accounts. */
@Controller()
export class OfficialAccountController {
  constructor(private readonly decisions: DecisionService) {}

  @TencentCallback('OfficialAccount.CallbackBeforeSendMsg', {
    family: 'official-account',
    reported: { keys: [] },
    inShort: { dto: OfficialAccountMessageDto, event: officialAccountEvent },
  })
  beforeSendMsg(
    @CallbackBody() message: OfficialAccountMessageDto,
    @CurrentCallback() callback: Callback,
  ): Promise<Decision> {
    return this.decisions.decide(callback, officialAccountEvent(callback, message));
  }
}

function officialAccountEvent(callback: Callback, message: OfficialAccountMessageDto): CallbackEvent {
  return tencentEvent(callback, message, {
    conversationId: message.Official_Account,
    senderId: null,
    memberId: message.Official_Account,
  });
}
