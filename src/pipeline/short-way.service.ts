import { Injectable } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import type { Callback } from './callback.js';
import { DecisionService } from './decision.service.js';
import { DtoPipe } from './dto.pipe.js';
import { EnrichmentService } from './enrichment.service.js';
import { envelopeOf } from './envelope.js';
import type { CallbackEvent } from './callback-event.js';
import { OutcomeService } from './outcome.service.js';
import { sendEnvelope } from '../http/send-envelope.js';

/**
 * Answers callbacks of a node that has too many of them: by the failure policy, at once, and recorded. Neither
 * policies nor enrichers are asked, and Nest is not passed, which costs more than all the rest.
 */
@Injectable()
export class ShortWay {
  readonly #pipe = new DtoPipe();

  constructor(
    private readonly decisions: DecisionService,
    private readonly enrichment: EnrichmentService,
    private readonly outcomes: OutcomeService,
  ) {}

  /**
   * Tells whether it answered. What no failure policy has a say in is left to the long way.
   *
   * @throws what guard and pipe of the long way throw, for the failure filter
   */
  async answer(callback: Callback, response: ServerResponse): Promise<boolean> {
    const event = this.#eventOf(callback);
    if (!event) return false;
    callback.isShed = true;
    const decision = await this.decisions.shed(callback, event);
    callback.marks.decided = performance.now();
    this.enrichment.enrichWithoutTime(decision);
    callback.marks.enriched = performance.now();
    const outcome = await this.outcomes.complete(callback, decision);
    sendEnvelope(response, 200, envelopeOf(callback, outcome));
    return true;
  }

  #eventOf(callback: Callback): CallbackEvent | undefined {
    const { platform, route } = callback;
    if (!platform.authenticate || !route.inShort) return undefined;
    platform.authenticate(callback);
    const body = this.#pipe.transform(callback, { type: 'custom', metatype: route.inShort.dto });
    return route.inShort.event(callback, body);
  }
}
