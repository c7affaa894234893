import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { mergeMap, type Observable } from 'rxjs';
import type { CallbackRequest } from './callback-request.js';
import type { Callback } from './callback.js';
import type { Decision } from './decision.js';
import { PLATFORM } from './decision.service.js';
import { writeElements } from './element-source.js';
import { type Enrichment, type MessageEnricher, MessageEnrichers } from './message-enricher.js';
import type { MessageEvent } from './message-event.js';
import { excessOf } from './message-limits.js';
import type { Delivery } from './outcome.js';

/** Gives allowed messages to the enrichers, one after another, and writes what leaves. */
@Injectable()
export class EnrichInterceptor implements NestInterceptor {
  constructor(@Inject(MessageEnrichers) private readonly enrichers: readonly MessageEnricher[]) {}

  intercept(context: ExecutionContext, next: CallHandler<Decision>): Observable<Decision> {
    const { callback } = context.switchToHttp().getRequest<CallbackRequest>();
    return next.handle().pipe(mergeMap((decision) => this.#enrich(callback!, decision)));
  }

  async #enrich(callback: Callback, decision: Decision): Promise<Decision> {
    const { event, verdict, decidedBy } = decision;
    const isAsked = callback.route.enrich !== false && decidedBy !== PLATFORM;
    if (isAsked && verdict.kind === 'allow' && event.elements.length > 0) {
      for (const enricher of this.enrichers) await this.#apply(enricher, callback, decision);
    }
    callback.deadline.close();
    return decision;
  }

  async #apply(enricher: MessageEnricher, callback: Callback, decision: Decision): Promise<void> {
    const original = decision.event;
    const current = decision.enriched ?? original;
    const { value, failure } = await callback.deadline.attempt(async (signal) => {
      const enrichment = await enricher.enrich(current, signal);
      return enrichment && applied(enrichment, current, original);
    });
    if (failure) decision.failures.push(`enricher ${enricher.name} ${failure}`);
    if (!value) return;
    if (value.note) decision.failures.push(`enricher ${enricher.name}: ${value.note}`);
    if (!value.delivery) return;
    decision.enriched = value.event;
    decision.delivery = value.delivery;
  }
}

interface Applied {
  readonly event: MessageEvent;
  readonly delivery: Delivery | null;
  readonly note?: string;
}

function applied(enrichment: Enrichment, current: MessageEvent, original: MessageEvent): Applied {
  const { elements = current.elements, cloudCustomData = current.cloudCustomData, note } = enrichment;
  if (!isLegal(elements, cloudCustomData)) throw new TypeError('returned what is not an enrichment');
  const event: MessageEvent = { ...current, elements, cloudCustomData };
  const delivery: Delivery = {
    elements: isSame(elements, original.elements) ? null : writeElements(elements, original.elements),
    cloudCustomData: cloudCustomData === original.cloudCustomData ? null : JSON.stringify(cloudCustomData),
  };
  if (delivery.elements === null && delivery.cloudCustomData === null) {
    return { event, delivery: current === original ? null : delivery, note };
  }
  const excess = excessOf(event, original);
  return excess ? { event: current, delivery: null, note: excess } : { event, delivery, note };
}

function isLegal(elements: unknown, cloudCustomData: unknown): boolean {
  return (
    Array.isArray(elements) &&
    elements.length > 0 &&
    elements.every((element) => typeof element === 'object' && element !== null) &&
    (cloudCustomData === null || typeof cloudCustomData === 'string')
  );
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((element, index) => element === b[index]);
}
