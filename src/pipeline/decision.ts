import type { RecordedOutcome } from '../idempotency/recorded-outcome.js';
import type { Findings } from './opinion.js';
import type { CallbackEvent } from './callback-event.js';
import type { Delivery } from './outcome.js';
import type { Verdict } from './verdict.js';

/** A verdict on its way out: enrichers add what is delivered, everybody adds what failed. */
export interface Decision {
  readonly event: CallbackEvent;
  readonly verdict: Verdict;
  readonly decidedBy: string;
  readonly failures: string[];
  /** What the policies found that were asked, the one that decided last. */
  findings?: Findings;
  /** The event as the last enricher left it. */
  enriched?: CallbackEvent;
  delivery: Delivery | null;
  /** The message came before: it is answered so again. */
  readonly repeated?: RecordedOutcome;
}
