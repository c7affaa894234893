import { Controller } from '@nestjs/common';
import { AnswerMemory } from '../callback/answer-memory.service.js';
import { bareEvent } from '../callback/bare-event.js';
import { CallbackBody, CurrentCallback } from '../callback/callback-request.js';
import { ANY_COMMAND, type InShort } from '../callback/callback-route.js';
import type { Answer } from '../callback/answer.js';
import type { Callback } from '../callback/callback.js';
import type { Decision } from '../callback/decision.js';
import { DecisionService } from '../callback/decision.service.js';
import { BeforeSendMemory } from './before-send.memory.js';
import { OpenimCallback } from './openim-callback.decorator.js';
import { isNotification } from './openim-content.js';
import { openimEvent, openimKey, openimResendKey } from './openim-event.js';
import { OpenimMessageDto } from './openim-message.dto.js';

/** Any JSON object. */
class AnyDto {}

const BEFORE_SEND: InShort = {
  dto: OpenimMessageDto,
  event: (callback: Callback, message: OpenimMessageDto) =>
    isNotification(message.contentType) ? undefined : openimEvent(callback, message),
};

/** Messages of OpenIM: decided before-send, changed in the callback that follows it. */
@Controller()
export class OpenimController {
  constructor(
    private readonly decisions: DecisionService,
    private readonly memory: BeforeSendMemory,
    private readonly answers: AnswerMemory,
  ) {}

  @OpenimCallback('callbackBeforeSendGroupMsgCommand', { enrich: false, inShort: BEFORE_SEND })
  beforeSendGroupMsg(
    @CallbackBody() message: OpenimMessageDto,
    @CurrentCallback() callback: Callback,
  ): Promise<Decision> {
    return this.#beforeSend(message, callback);
  }

  @OpenimCallback('callbackBeforeSendSingleMsgCommand', { enrich: false, inShort: BEFORE_SEND })
  beforeSendSingleMsg(
    @CallbackBody() message: OpenimMessageDto,
    @CurrentCallback() callback: Callback,
  ): Promise<Decision> {
    return this.#beforeSend(message, callback);
  }

  @OpenimCallback('callbackBeforeMsgModifyCommand')
  async beforeMsgModify(
    @CallbackBody() message: OpenimMessageDto,
    @CurrentCallback() callback: Callback,
  ): Promise<Decision> {
    const before =
      this.memory.recall(message.serverMsgID) ?? (await this.#beforeElsewhere(message, callback));
    const event = openimEvent(callback, message, before?.conversationId ?? null);
    if (isNotification(message.contentType)) return this.decisions.pass(callback, event);
    if (!before) return this.decisions.decide(callback, event);
    return this.decisions.adopt(callback, event, before);
  }

  @OpenimCallback(ANY_COMMAND)
  unknown(@CallbackBody() _body: AnyDto, @CurrentCallback() callback: Callback): Decision {
    return this.decisions.pass(callback, bareEvent(callback));
  }

  async #beforeSend(message: OpenimMessageDto, callback: Callback): Promise<Decision> {
    const event = openimEvent(callback, message);
    if (isNotification(message.contentType)) return this.decisions.pass(callback, event);
    const decision = await this.decisions.decide(callback, { ...event, resendKey: openimResendKey(message) });
    this.memory.remember(message.serverMsgID, decision);
    return decision;
  }

  /** What another node said before-send. */
  async #beforeElsewhere(message: OpenimMessageDto, callback: Callback): Promise<Answer | undefined> {
    const key = openimKey('callbackBeforeSendGroupMsgCommand', message);
    return key === undefined ? undefined : this.answers.recall(key, callback.deadline);
  }
}
