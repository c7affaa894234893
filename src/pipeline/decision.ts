import type { Answer } from '../idempotency/answer.js';
import type { Findings } from './opinion.js';
import type { MessageEvent } from './message-event.js';
import type { Delivery } from './outcome.js';
import type { Verdict } from './verdict.js';

/** A verdict on its way out: enrichers add what is delivered, everybody adds what failed. */
export interface Decision {
  readonly event: MessageEvent;
  readonly verdict: Verdict;
  readonly decidedBy: string;
  readonly failures: string[];
  /** What the policies found that were asked, the one that decided last. */
  findings?: Findings;
  /** The event as the last enricher left it. */
  enriched?: MessageEvent;
  delivery: Delivery | null;
  /** The message came before: it is answered so again. */
  readonly repeated?: Answer;
}
