import type { Delivery, Outcome } from '../pipeline/outcome.js';
import type { Verdict } from '../pipeline/verdict.js';

/** What a message was answered: enough to answer it again. */
export interface RecordedOutcome {
  /** Of the record. */
  readonly id: string;
  readonly receivedAt: Date;
  readonly conversationId: string | null;
  readonly verdict: Verdict;
  readonly decidedBy: string;
  readonly delivery: Delivery | null;
  /** The rules that applied. */
  readonly hits?: readonly string[];
}

export function recordedOutcomeOf(outcome: Outcome): RecordedOutcome {
  const { id, receivedAt, event, verdict, decidedBy, delivery, findings } = outcome;
  const hits = findings?.hits;
  return {
    id,
    receivedAt,
    conversationId: event.conversationId,
    verdict,
    decidedBy,
    delivery,
    ...(hits && { hits }),
  };
}
