import { Inject, Injectable } from '@nestjs/common';
import { writeElements } from '../json/element-source.js';
import type { Attempt } from '../resilience/deadline.js';
import { ExtensionRegistry } from '../resilience/extension-registry.js';
import type { GuardedExtension } from '../resilience/guarded-extension.js';
import { isThenable } from '../resilience/thenable.js';
import { type CallbackEvent, isMessage, type MessageElement } from './callback-event.js';
import type { CallbackInterceptor, Next } from './extensions/callback-interceptor.js';
import type { Callback } from './callback.js';
import { PLATFORM } from './decision.service.js';
import { CallContext } from './extensions/call-context.js';
import { type Enrichment, type MessageEnricher, MessageEnrichers } from './extensions/message-enricher.js';
import { limitViolation } from './message-limits.js';
import type { Delivery, Outcome } from './outcome.js';

/** Gives allowed messages to the enrichers, one after another, and writes the delivered message. */
@Injectable()
export class EnrichInterceptor implements CallbackInterceptor {
  readonly name = 'enrich';
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
      extension: extensions.register('enricher', enricher.name, enricher.isQuick),
    }));
  }

  intercept(callback: Callback, _event: CallbackEvent, next: Next): Outcome | Promise<Outcome> {
    const outcome = next();
    return outcome instanceof Promise
      ? outcome.then((settled) => this.#enrich(callback, settled))
      : this.#enrich(callback, outcome);
  }

  #enrich(callback: Callback, outcome: Outcome): Outcome | Promise<Outcome> {
    callback.timings.decided = performance.now();
    const enriched = isEnriched(callback, outcome) ? this.#apply(callback, outcome) : outcome;
    return enriched instanceof Promise
      ? enriched.then((settled) => ended(callback, settled))
      : ended(callback, enriched);
  }

  #apply(callback: Callback, outcome: Outcome): Outcome | Promise<Outcome> {
    const progress = new Enriching(outcome);
    if (!callback.isShed) return this.#applyFrom(0, callback, progress);
    for (const { enricher } of this.#enrichers) progress.sanitize(enricher);
    return progress.outcome;
  }

  #applyFrom(first: number, callback: Callback, progress: Enriching): Outcome | Promise<Outcome> {
    const { deadline } = callback;
    for (let at = first; at < this.#enrichers.length; at++) {
      const { enricher, extension } = this.#enrichers[at]!;
      const { current } = progress;
      if (enricher.wants && !enricher.wants(current)) continue;
      const called = extension.call(deadline, () => {
        const returned = enricher.enrich(current, new CallContext(deadline, enricher.name));
        return isThenable(returned)
          ? returned.then((enrichment) => enrichment && progress.check(enrichment))
          : returned && progress.check(returned);
      });
      // A promise is expensive: the node awaits only those that an enricher returned.
      if (called instanceof Promise) {
        return called.then((settled) => {
          progress.note(enricher, settled);
          return this.#applyFrom(at + 1, callback, progress);
        });
      }
      progress.note(enricher, called);
    }
    return progress.outcome;
  }
}

function isEnriched(
  { command, isShed }: Callback,
  { event, verdict, decidedBy, isDuplicate }: Outcome,
): boolean {
  if (verdict.kind !== 'allow' || isDuplicate || event.elements.length === 0 || !isMessage(event))
    return false;
  // A shed message is always sanitized, even if the reply cannot carry a change.
  return isShed || (command?.enriched !== false && decidedBy !== PLATFORM);
}

/** Ends the enrichment: the callback has reached its outcome. */
function ended(callback: Callback, outcome: Outcome): Outcome {
  callback.timings.enriched = performance.now();
  return callback.reach(outcome);
}

/** A change of an enricher that the vendor accepts. */
interface Change {
  readonly event: CallbackEvent;
  readonly delivery: Delivery | null;
  readonly note?: string;
}

/** An outcome on its way through the enrichers. */
class Enriching {
  /** The event as the last enricher left it. */
  current: CallbackEvent;
  #delivery: Delivery | null = null;
  #failures: string[] | undefined;

  constructor(private readonly original: Outcome) {
    this.current = original.event;
  }

  get outcome(): Outcome {
    if (!this.#delivery && !this.#failures) return this.original;
    const { failures } = this.original;
    return {
      ...this.original,
      delivery: this.#delivery,
      failures: this.#failures ? [...failures, ...this.#failures] : failures,
    };
  }

  note(enricher: MessageEnricher, { value, failure }: Attempt<Change | undefined | void>): void {
    if (failure === undefined) {
      if (value) this.#apply(enricher.name, value);
      return;
    }
    this.#fail(`enricher ${enricher.name} ${failure}`);
    this.sanitize(enricher);
  }

  sanitize(enricher: MessageEnricher): void {
    let change: Change | undefined;
    try {
      const enrichment = enricher.sanitize?.(this.current);
      change = enrichment && this.check(enrichment);
    } catch {
      // The enricher that cannot sanitize has failed before, and the record says so.
      return;
    }
    if (change) this.#apply(enricher.name, change);
  }

  /** @throws TypeError if an enricher returned a value that is not an enrichment */
  check(enrichment: Enrichment): Change {
    const { current } = this;
    const original = this.original.event;
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
    const violation = limitViolation(event, original, event.limits);
    return violation ? { event: current, delivery: null, note: violation } : { event, delivery, note };
  }

  #apply(name: string, { event, delivery, note }: Change): void {
    if (note) this.#fail(`enricher ${name}: ${note}`);
    if (!delivery) return;
    this.current = event;
    this.#delivery = delivery;
  }

  #fail(failure: string): void {
    (this.#failures ??= []).push(failure);
  }
}

function isLegal(elements: readonly MessageElement[], cloudCustomData: string | null): boolean {
  // An enricher is a host's code, and types do not exist at run time.
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
