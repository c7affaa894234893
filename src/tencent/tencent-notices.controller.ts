import { Controller } from '@nestjs/common';
import { CallbackBody, CurrentCallback } from '../http/callback-request.js';
import type { CommandOptions } from '../pipeline/callback-route.js';
import type { Callback } from '../pipeline/callback.js';
import type { Decision } from '../pipeline/decision.js';
import { DecisionService } from '../pipeline/decision.service.js';
import { TencentCallbacks } from './tencent-callback.decorator.js';
import { tencentNotice } from './tencent-notice.js';
import { NOTICES } from './tencent-notices.js';

/** Any JSON object. */
class AnyDto {}

/** A company's own method for such a command is the handler of it. */
const COMMANDS = Object.entries(NOTICES).flatMap(([command, { family, isOfRoomsToo }]): CommandOptions[] => {
  const options = {
    command,
    family,
    kind: 'notice',
    enrich: false,
    isFallback: true,
    inShort: { dto: AnyDto, event: tencentNotice },
  } as const;
  return isOfRoomsToo ? [options, { ...options, family: 'live-room', where: { Type: 'Live' } }] : [options];
});

/** Acknowledges and records what Tencent tells. */
@Controller()
export class TencentNoticesController {
  constructor(private readonly decisions: DecisionService) {}

  @TencentCallbacks(COMMANDS)
  notice(@CallbackBody() body: AnyDto, @CurrentCallback() callback: Callback): Promise<Decision> {
    return this.decisions.decide(callback, tencentNotice(callback, body));
  }
}
