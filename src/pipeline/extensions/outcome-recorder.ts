import type { RecordedOutcome } from '../../idempotency/recorded-outcome.js';
import type { Outcome } from '../outcome.js';

/** Makes an outcome's record durable; when its promise is fulfilled the reply may leave. */
export interface OutcomeRecorder {
  /**
   * @param mostMs how long the reply can wait for it; 0: not at all, in the way that costs least
   * @returns where another node has answered the same message within the last minute (`event.idempotencyKey`), its
   * answer: it is given again, and nothing more is recorded
   */
  record(outcome: Outcome, mostMs?: number): Promise<RecordedOutcome | undefined | void>;

  /** The answer to a message within the last minute, by its `idempotencyKey` or `resendKey`. */
  recall?(key: string): Promise<RecordedOutcome | undefined>;
}

export const OutcomeRecorder = Symbol('OutcomeRecorder');
