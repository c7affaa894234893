import type { CallbackEvent, MessageElement } from '../callback-event.js';
import type { ExtensionContext } from './extension-context.js';

/** The changes of an enricher. A member that it leaves out stays unchanged. */
export interface Enrichment {
  /** All elements to deliver. Those taken from `event.elements` are delivered exactly as they arrived. */
  readonly elements?: readonly MessageElement[];
  readonly cloudCustomData?: string;
  /** Why the enricher did less than expected, for the record. */
  readonly note?: string;
}

/** The value of `enrich`, with or without waiting. */
export type EnricherAnswer = Enrichment | undefined | void;

/**
 * Code that returns the elements to deliver. The pipeline asks it about allowed messages only, in the order of
 * `PresendModule.forRoot({ enrichers: [...] })`; each gets the event as the enricher before it left it.
 *
 * An enricher that throws, is late, or returns what the vendor does not accept (too large, no element, an element of
 * another shape) changes nothing, and the record names it.
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

  /** See `DecisionPolicy.isQuick`. */
  readonly isQuick?: true;

  /** If it returns false, the pipeline skips the enricher and does not mention it in the record. Synchronous. */
  wants?(event: CallbackEvent): boolean;

  enrich(event: CallbackEvent, context: ExtensionContext): EnricherAnswer | Promise<EnricherAnswer>;

  /**
   * What must happen even if there is no time: called if `enrich` is late, fails, is skipped by its breaker, or if the
   * node sheds the callback. Synchronous, and quick: no deadline bounds it.
   */
  sanitize?(event: CallbackEvent): Enrichment | undefined;
}

/** The enrichers, in the order in which they are applied. */
export const MessageEnrichers = Symbol('MessageEnrichers');
