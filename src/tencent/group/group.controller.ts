import { Controller } from '@nestjs/common';
import { CallbackBody, CurrentCallback } from '../../http/callback-request.js';
import type { Callback } from '../../pipeline/callback.js';
import type { Decision } from '../../pipeline/decision.js';
import { DecisionService } from '../../pipeline/decision.service.js';
import type { CallbackEvent } from '../../pipeline/callback-event.js';
import { TencentCallback } from '../tencent-callback.decorator.js';
import { digitsOf, tencentEvent } from '../tencent-event.js';
import { GroupMessageDto } from './group-message.dto.js';

/** Messages of Tencent Chat groups, topics of communities included. */
@Controller()
export class GroupController {
  constructor(private readonly decisions: DecisionService) {}

  @TencentCallback('Group.CallbackBeforeSendMsg', {
    family: 'group',
    reported: { keys: ['Random'] },
    inShort: { dto: GroupMessageDto, event: groupEvent },
  })
  beforeSendMsg(
    @CallbackBody() message: GroupMessageDto,
    @CurrentCallback() callback: Callback,
  ): Promise<Decision> {
    return this.decisions.decide(callback, groupEvent(callback, message));
  }
}

function groupEvent(callback: Callback, message: GroupMessageDto): CallbackEvent {
  return tencentEvent(callback, message, {
    conversationId: message.GroupId,
    topicId: message.TopicId ?? null,
    conversationType: message.Type ?? null,
    senderId: message.From_Account ?? null,
    operatorId: message.Operator_Account ?? null,
    memberId: message.From_Account ?? null,
    messageKey: message.MsgId ?? digitsOf(callback, 'Random'),
  });
}
