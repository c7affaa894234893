import { Controller } from '@nestjs/common';
import { bareEvent } from '../callback/bare-event.js';
import { CallbackBody, CurrentCallback } from '../callback/callback-request.js';
import { ANY_COMMAND } from '../callback/callback-route.js';
import type { Callback } from '../callback/callback.js';
import type { Decision } from '../callback/decision.js';
import { DecisionService } from '../callback/decision.service.js';
import { TencentCallback } from './tencent-callback.decorator.js';

/** Any JSON object. */
class AnyDto {}

/**
 * Allows and records what no family handles: Tencent sends alerts that nobody switched on, and refusing a
 * command that is new would block what people do.
 */
@Controller()
export class TencentController {
  constructor(private readonly decisions: DecisionService) {}

  @TencentCallback(ANY_COMMAND, { family: 'tencent' })
  unknown(@CallbackBody() _body: AnyDto, @CurrentCallback() callback: Callback): Decision {
    return this.decisions.pass(callback, bareEvent(callback));
  }
}
