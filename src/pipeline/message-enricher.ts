import type { Patience } from '../resilience/deadline.js';
import type { MessageElement, CallbackEvent } from './callback-event.js';

/** What an enricher wants delivered in place of what it was given; what it leaves out stays. */
export interface Enrichment {
  /** All elements to deliver. Those taken from `event.elements` leave exactly as they came. */
  readonly elements?: readonly MessageElement[];
  readonly cloudCustomData?: string;
  /** Why less was done than could be expected, for the record. */
  readonly note?: string;
}

/**
 * Code that returns the elements to deliver. Asked for allowed messages only, in the order of
 * `PresendModule.forRoot({ enrichers: [...] })`; each is given the event as the one before it left it.
 * One that throws, passes the deadline, or returns what the vendor does not take (too much, no element, one that
 * has not the shape of the vendor's) changes nothing, and the record names it.
 *
 * @example
 * @Injectable()
 * export class Badge implements MessageEnricher {
 *   readonly name = 'badge';
 *   enrich(event: CallbackEvent) {
 *     return { cloudCustomData: JSON.stringify({ badge: 'founder' }) };
 *   }
 * }
 */
export interface MessageEnricher {
  readonly name: string;

  /** Whether there is anything to do; left out: it is asked about every message. Synchronous, and quick. */
  wants?(event: CallbackEvent): boolean;

  enrich(
    event: CallbackEvent,
    signal: AbortSignal,
  ): Enrichment | undefined | void | Promise<Enrichment | undefined | void>;

  /** Asked instead of `enrich`, where there is one: for who seldom needs the signal, which is dear. */
  enrichWithin?(
    event: CallbackEvent,
    patience: Patience,
  ): Enrichment | undefined | void | Promise<Enrichment | undefined | void>;

  /**
   * What has to happen also where `enrich` could not: it was late, failed, or was not asked. Synchronous, and
   * quick: the deadline does not hold it.
   */
  enrichWithoutTime?(event: CallbackEvent): Enrichment | undefined;
}

/** The enrichers, in the order in which they are applied. */
export const MessageEnrichers = Symbol('MessageEnrichers');
