import type { Patience } from '../resilience/deadline.js';
import type { CallbackEvent } from './callback-event.js';
import type { Opinion } from './opinion.js';
import type { Verdict } from './verdict.js';

/** What a policy answers: a verdict, one with what stands behind it, or nothing. */
export type PolicyAnswer = Verdict | Opinion | undefined | void;

/**
 * Code that gives a verdict, or has no opinion, on messages and on actions (`event.kind`); it is never asked about
 * notices.
 *
 * Policies are Nest providers, listed in `PresendModule.forRoot({ policies: [...] })` and asked in that order;
 * the first verdict wins. A policy that throws, or whose promise is not settled when the deadline passes
 * (`signal` is aborted then), has no opinion, and the record names it.
 *
 * @example
 * @Injectable()
 * export class BlockedWords implements DecisionPolicy {
 *   readonly name = 'blocked-words';
 *   decide(event: CallbackEvent) {
 *     if (event.text.includes('casino')) return reject(10101, 'Please rephrase.');
 *   }
 * }
 */
export interface DecisionPolicy {
  /** Stands in records and logs as who decided. */
  readonly name: string;
  decide(event: CallbackEvent, signal: AbortSignal): PolicyAnswer | Promise<PolicyAnswer>;

  /** Asked instead of `decide`, where there is one: for who seldom needs the signal, which is dear. */
  decideWithin?(event: CallbackEvent, patience: Patience): PolicyAnswer | Promise<PolicyAnswer>;

  /**
   * Told instead of being asked where the verdict on an earlier callback of the same message is given again: what
   * this policy leaves to an enricher has to be left for this event, too. Synchronous, and quick.
   *
   * @param hits the rules that applied then
   */
  adopt?(event: CallbackEvent, hits: readonly string[]): void;
}

/** The policies, in the order in which they are asked. */
export const DecisionPolicies = Symbol('DecisionPolicies');
