import type { RecordedOutcome } from '../../idempotency/recorded-outcome.js';
import type { Outcome } from '../outcome.js';

/** Makes the record of an outcome durable. The node sends the reply when the promise is fulfilled. */
export interface OutcomeRecorder {
  /**
   * @param mostMs how long the reply can wait, in milliseconds; 0: not at all, and the cheapest way of recording is used
   * @returns the outcome of another node if that node recorded the same message within the last minute
   * (`event.idempotencyKey`); the node replies with it and records nothing
   */
  record(outcome: Outcome, mostMs?: number): Promise<RecordedOutcome | undefined | void>;

  /** The outcome of a message of the last minute, by its `idempotencyKey` or `resendKey`. */
  recall?(key: string): Promise<RecordedOutcome | undefined>;
}

export const OutcomeRecorder = Symbol('OutcomeRecorder');
