import type { Callback } from './callback.js';
import type { CallbackEvent } from './callback-event.js';
import type { Findings } from './extensions/policy-result.js';
import type { Verdict } from './verdict.js';

/** The changed parts of a message that are delivered, as JSON texts; `null`: unchanged. */
export interface Delivery {
  readonly elements: string | null;
  readonly cloudCustomData: string | null;
}

/** The result of one callback: the verdict, its author, and the delivered message. The record stores it; sinks get it. */
export interface Outcome {
  /** Time-ordered UUID: the request id in logs and the record's id. */
  readonly id: string;
  readonly receivedAt: Date;
  readonly event: CallbackEvent;
  readonly verdict: Verdict;
  /**
   * The name of a policy or interceptor; `default` if no policy gave a verdict; `failure-policy`; `platform` if
   * policies are not asked.
   */
  readonly decidedBy: string;
  readonly delivery: Delivery | null;
  /** What went wrong, in words: the record's `failure`. */
  readonly failures: readonly string[];
  /** What the policies that were asked found. */
  readonly findings: Findings | undefined;
  /** Milliseconds since the request arrived. */
  readonly elapsedMs: number;
  /** The request's body as it arrived. */
  readonly requestText: string;
  /** The callback is a duplicate: this is the outcome of the first one, and it is recorded already. */
  readonly isDuplicate: boolean;
}

/** A new outcome of a callback. */
export function outcomeOf(
  { id, receivedAt, text, startedAt }: Callback,
  reached: Pick<Outcome, 'event' | 'verdict' | 'decidedBy'> & Partial<Outcome>,
): Outcome {
  return {
    id: reached.id ?? id,
    receivedAt: reached.receivedAt ?? receivedAt,
    event: reached.event,
    verdict: reached.verdict,
    decidedBy: reached.decidedBy,
    delivery: reached.delivery ?? null,
    failures: reached.failures ?? [],
    findings: reached.findings,
    elapsedMs: performance.now() - startedAt,
    requestText: text,
    isDuplicate: reached.isDuplicate ?? false,
  };
}
