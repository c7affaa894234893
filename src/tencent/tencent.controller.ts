import { Controller } from '@nestjs/common';
import { headerOnlyEvent } from '../pipeline/header-only-event.js';
import { CallbackBody, CurrentCallback } from '../http/callback-request.js';
import { ANY_COMMAND } from '../pipeline/callback-route.js';
import type { Callback } from '../pipeline/callback.js';
import type { Decision } from '../pipeline/decision.js';
import { DecisionService } from '../pipeline/decision.service.js';
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
    return this.decisions.pass(callback, headerOnlyEvent(callback));
  }
}
