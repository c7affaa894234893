import type { CallbackEvent } from './callback-event.js';
import type { Findings } from './opinion.js';
import type { Verdict } from './verdict.js';

/** What leaves instead of what came, each as JSON text; `null` where nobody changed it. */
export interface Delivery {
  readonly elements: string | null;
  readonly cloudCustomData: string | null;
}

/** What was decided of one callback, by whom, and what leaves: the record's content, given to sinks too. */
export interface Outcome {
  /** Time-ordered UUID; the request id in logs and the record's id. */
  readonly id: string;
  readonly receivedAt: Date;
  readonly event: CallbackEvent;
  readonly verdict: Verdict;
  /** A policy's name; `default` where none had an opinion; `failure-policy`; `platform` for what is not asked. */
  readonly decidedBy: string;
  readonly delivery: Delivery | null;
  /** What did not go as it should, in words; the record's `failure`. */
  readonly failures: readonly string[];
  /** What the policies found that were asked. */
  readonly findings?: Findings;
  /** From the arrival of the request, in milliseconds. */
  readonly elapsedMs: number;
  /** The request's body as it came. */
  readonly requestText: string;
}
