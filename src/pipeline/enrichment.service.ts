import { Inject, Injectable } from '@nestjs/common';
import type { Callback } from './callback.js';
import type { Attempt } from '../resilience/deadline.js';
import type { Decision } from './decision.js';
import { PLATFORM } from './decision.service.js';
import { writeElements } from '../json/element-source.js';
import type { GuardedExtension } from '../resilience/guarded-extension.js';
import { ExtensionRegistry } from '../resilience/extension-registry.js';
import { type Enrichment, type MessageEnricher, MessageEnrichers } from './message-enricher.js';
import { isMessage, type CallbackEvent } from './callback-event.js';
import { limitViolation } from './message-limits.js';
import type { Delivery } from './outcome.js';
import { sendReplies } from '../http/send-envelope.js';
import { isThenable } from '../resilience/thenable.js';

/** Gives allowed messages to the enrichers, one after another, and writes what leaves. */
@Injectable()
export class EnrichmentService {
  readonly #enrichers: readonly {
    readonly enricher: MessageEnricher;
    readonly extension: GuardedExtension;
  }[];

  constructor(
    @Inject(MessageEnrichers) enrichers: readonly MessageEnricher[],
    extensions: ExtensionRegistry,
  ) {
    this.#enrichers = enrichers.map((enricher) => ({
      enricher,
      extension: extensions.watch('enricher', enricher.name),
    }));
  }

  /**
   * Adds to an allowing decision what is delivered; other decisions stay as they are.
   *
   * @returns nothing where no enricher took time
   */
  enrich(callback: Callback, decision: Decision): Promise<void> | undefined {
    const { event, verdict, decidedBy, repeated } = decision;
    const isAsked =
      callback.route.enrich !== false && decidedBy !== PLATFORM && !repeated && isMessage(event);
    if (!isAsked || verdict.kind !== 'allow' || event.elements.length === 0) return undefined;
    return this.#enrichFrom(0, callback, decision);
  }

  #enrichFrom(first: number, callback: Callback, decision: Decision): Promise<void> | undefined {
    const { deadline } = callback;
    const original = decision.event;
    for (let at = first; at < this.#enrichers.length; at++) {
      const { enricher, extension } = this.#enrichers[at]!;
      const current = decision.enriched ?? original;
      if (enricher.wants && !enricher.wants(current)) continue;
      if (!enricher.enrichWithin) sendReplies();
      const called = extension.call(deadline, () => {
        const enrichment = enricher.enrichWithin
          ? enricher.enrichWithin(current, deadline)
          : enricher.enrich(current, deadline.signal);
        return isThenable(enrichment)
          ? enrichment.then((settled) => settled && applied(settled, current, original))
          : enrichment && applied(enrichment, current, original);
      });
      // A promise is dear: it is waited for only where somebody takes time.
      if (called instanceof Promise)
        return called.then((settled) => {
          note(decision, enricher, current, settled);
          return this.#enrichFrom(at + 1, callback, decision);
        });
      note(decision, enricher, current, called);
    }
    return undefined;
  }

  /** Has the enrichers do the least that they must, at once. */
  enrichWithoutTime(decision: Decision): void {
    const { event, verdict, repeated } = decision;
    if (repeated || verdict.kind !== 'allow' || event.elements.length === 0 || !isMessage(event)) return;
    for (const { enricher } of this.#enrichers) {
      const outcome = withoutTime(enricher, decision.enriched ?? event, event);
      if (outcome) adopt(decision, enricher.name, outcome);
    }
  }
}

function note(
  decision: Decision,
  enricher: MessageEnricher,
  current: CallbackEvent,
  { value, failure }: Attempt<Applied | undefined | void>,
): void {
  if (failure) decision.failures.push(`enricher ${enricher.name} ${failure}`);
  const outcome = failure ? withoutTime(enricher, current, decision.event) : value;
  if (outcome) adopt(decision, enricher.name, outcome);
}

function adopt(decision: Decision, name: string, { event, delivery, note }: Applied): void {
  if (note) decision.failures.push(`enricher ${name}: ${note}`);
  if (!delivery) return;
  decision.enriched = event;
  decision.delivery = delivery;
}

function withoutTime(
  enricher: MessageEnricher,
  current: CallbackEvent,
  original: CallbackEvent,
): Applied | undefined {
  try {
    const enrichment = enricher.enrichWithoutTime?.(current);
    return enrichment && applied(enrichment, current, original);
  } catch {
    // That it failed is said already.
    return undefined;
  }
}

interface Applied {
  readonly event: CallbackEvent;
  readonly delivery: Delivery | null;
  readonly note?: string;
}

function applied(enrichment: Enrichment, current: CallbackEvent, original: CallbackEvent): Applied {
  const { elements = current.elements, cloudCustomData = current.cloudCustomData, note } = enrichment;
  if (!isLegal(elements, cloudCustomData)) throw new TypeError('returned what is not an enrichment');
  const event: CallbackEvent = { ...current, elements, cloudCustomData };
  const delivery: Delivery = {
    elements: isSame(elements, original.elements) ? null : writeElements(elements, original.elements),
    cloudCustomData: cloudCustomData === original.cloudCustomData ? null : JSON.stringify(cloudCustomData),
  };
  if (delivery.elements === null && delivery.cloudCustomData === null) {
    return { event, delivery: current === original ? null : delivery, note };
  }
  const excess = limitViolation(event, original, event.limits);
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
