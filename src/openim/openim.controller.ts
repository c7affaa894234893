import { Controller } from '@nestjs/common';
import { headerOnlyEvent } from '../pipeline/header-only-event.js';
import { CallbackBody, CurrentCallback } from '../http/callback-request.js';
import { ANY_COMMAND, type InShort } from '../pipeline/callback-route.js';
import type { Callback } from '../pipeline/callback.js';
import type { Decision } from '../pipeline/decision.js';
import { DecisionService } from '../pipeline/decision.service.js';
import type { DeliveryReport } from '../pipeline/delivery-report.js';
import { BeforeSendMemory } from './before-send-memory.js';
import { AnyDto } from './any.dto.js';
import { OpenimCallback, OpenimCallbacks } from './openim-callback.decorator.js';
import { namesOf } from './commands/openim-commands.js';
import { isNotification } from './openim-content.js';
import { openimEvent, openimResendKey } from './openim-event.js';
import {
  AFTER_SEND_COMMANDS,
  BEFORE_SEND_COMMANDS,
  MODIFY_COMMANDS,
  WORD_FILTER_COMMANDS,
} from './commands/openim-message-commands.js';
import { OpenimMessageDto } from './openim-message.dto.js';
import { ProfileMismatchLogger } from './profile-mismatch-logger.js';

const IN_SHORT: InShort = {
  dto: OpenimMessageDto,
  event: (callback: Callback, message: OpenimMessageDto) =>
    isNotification(message.contentType) ? undefined : openimEvent(callback, message),
};

const BEFORE_SEND = [...namesOf(BEFORE_SEND_COMMANDS).keys()].map((command) => ({
  command,
  enrich: false,
  reported: { keys: [] },
  inShort: IN_SHORT,
}));
const MODIFY = [...namesOf([...MODIFY_COMMANDS, ...WORD_FILTER_COMMANDS]).keys()].map((command) => ({
  command,
}));
const AFTER_SEND = [...namesOf(AFTER_SEND_COMMANDS).keys()].map((command) => ({
  command,
  kind: 'notice' as const,
}));

/** Messages of OpenIM: decided before-send, changed in the callback that follows it, told of afterwards. */
@Controller()
export class OpenimController {
  constructor(
    private readonly decisions: DecisionService,
    private readonly memory: BeforeSendMemory,
    private readonly profile: ProfileMismatchLogger,
  ) {}

  @OpenimCallbacks(BEFORE_SEND)
  async beforeSend(
    @CallbackBody() message: OpenimMessageDto,
    @CurrentCallback() callback: Callback,
  ): Promise<Decision> {
    const event = openimEvent(callback, message);
    if (isNotification(message.contentType)) return this.decisions.pass(callback, event);
    const decision = await this.decisions.decide(callback, { ...event, resendKey: openimResendKey(message) });
    this.memory.remember(message.serverMsgID, decision);
    return decision;
  }

  @OpenimCallbacks(MODIFY)
  async beforeMsgModify(
    @CallbackBody() message: OpenimMessageDto,
    @CurrentCallback() callback: Callback,
  ): Promise<Decision> {
    this.profile.see(callback.route.command);
    if (isNotification(message.contentType))
      return this.decisions.pass(callback, openimEvent(callback, message));
    const { answer, failure } = await this.memory.recall(callback, message);
    const event = openimEvent(callback, message, answer?.conversationId ?? undefined);
    const decision = answer
      ? this.decisions.adopt(callback, event, answer)
      : await this.decisions.decide(callback, event);
    if (failure) decision.failures.push(failure);
    return decision;
  }

  @OpenimCallbacks(AFTER_SEND)
  afterSend(
    @CallbackBody() message: OpenimMessageDto,
    @CurrentCallback() callback: Callback,
  ): Promise<Decision> {
    const report = sentReport(message);
    return this.decisions.decide(callback, { ...openimEvent(callback, message), report });
  }

  @OpenimCallback(ANY_COMMAND)
  unknown(@CallbackBody() _body: AnyDto, @CurrentCallback() callback: Callback): Decision {
    return this.decisions.pass(callback, headerOnlyEvent(callback));
  }
}

/** It is known by its serverMsgID, and from now on, where the notice has it, by its number in the conversation. */
function sentReport({ serverMsgID, seq }: OpenimMessageDto): DeliveryReport | undefined {
  if (!serverMsgID) return undefined;
  return { state: 'sent', keys: [serverMsgID], ...(seq && { names: [String(seq)] }) };
}
