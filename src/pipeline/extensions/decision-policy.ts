import type { CallbackEvent } from '../callback-event.js';
import type { ExtensionContext } from './extension-context.js';
import type { PolicyResult } from './policy-result.js';
import type { Verdict } from '../verdict.js';

/** What a policy returns: a verdict, a verdict with its reasons, or nothing. */
export type PolicyAnswer = Verdict | PolicyResult | undefined | void;

/**
 * Code that gives a verdict on messages and actions (`event.kind`), or none. The engine never asks it about notices.
 *
 * Policies are Nest providers, listed in `PresendModule.forRoot({ policies: [...] })`. The engine asks them in that
 * order, and the first verdict wins. A policy that throws, or whose promise is not settled by the deadline, gives no
 * verdict, and the record names it.
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
  /** Stands in records as `decidedBy`, in metrics and in logs. */
  readonly name: string;

  /**
   * Promises that `decide` takes microseconds unless it waits. The node sends the replies that are ready before it
   * calls any other policy, which may keep the process for long.
   */
  readonly isQuick?: true;

  /** A synchronous `decide` costs least. */
  decide(event: CallbackEvent, context: ExtensionContext): PolicyAnswer | Promise<PolicyAnswer>;

  /**
   * Called in place of `decide` if the node uses the verdict of an earlier callback about the same message again. A policy
   * that leaves work to an enricher has to leave it for this event too. Synchronous, and quick.
   *
   * @param hits the rules that matched then
   */
  adopt?(event: CallbackEvent, hits: readonly string[]): void;
}

/** The policies, in the order in which they are asked. */
export const DecisionPolicies = Symbol('DecisionPolicies');
