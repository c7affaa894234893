import { Injectable } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import type { Callback } from './callback.js';
import { DtoPipe } from './dto.pipe.js';
import { EnrichmentService } from './enrichment.service.js';
import { envelopeOf } from './envelope.js';
import { OutcomeService } from './outcome.service.js';
import { sendEnvelope } from '../http/send-envelope.js';
import type { StraightHandler } from './straight-handlers.service.js';

/**
 * Does what Nest would do with guard, pipe, controller and interceptors of a callback, in the same order and without
 * Nest: its contexts, observables and promises cost more than what they stand around.
 */
@Injectable()
export class StraightWay {
  readonly #pipe = new DtoPipe();

  constructor(
    private readonly enrichment: EnrichmentService,
    private readonly outcomes: OutcomeService,
  ) {}

  /** @throws what the long way throws, for the failure filter */
  async answer(callback: Callback, handler: StraightHandler, response: ServerResponse): Promise<void> {
    const { dto } = handler;
    callback.platform.authenticate!(callback);
    const body = dto && this.#pipe.transform(callback, { type: 'custom', metatype: dto });
    const decision = await handler.call(callback, body);
    callback.marks.decided = performance.now();
    const enriching = this.enrichment.enrich(callback, decision);
    if (enriching) await enriching;
    callback.deadline.close();
    callback.marks.enriched = performance.now();
    sendEnvelope(response, 200, envelopeOf(callback, await this.outcomes.complete(callback, decision)));
  }
}
