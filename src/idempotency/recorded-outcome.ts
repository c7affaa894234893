import type { Delivery, Outcome } from '../pipeline/outcome.js';
import type { Verdict } from '../pipeline/verdict.js';

/** The part of an outcome that the node needs to reply the same to a duplicate. */
export interface RecordedOutcome {
  /** The record's id. */
  readonly id: string;
  readonly receivedAt: Date;
  readonly conversationId: string | null;
  readonly verdict: Verdict;
  readonly decidedBy: string;
  readonly delivery: Delivery | null;
  /** The names of the rules that matched. */
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
