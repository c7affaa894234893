import type { Answer } from '../idempotency/answer.js';
import type { Outcome } from './outcome.js';

/** Makes an outcome's record durable; when its promise is fulfilled the reply may leave. */
export interface OutcomeRecorder {
  /**
   * @param mostMs how long the reply can wait for it; 0: not at all, in the way that costs least
   * @returns where another node has answered the same message within the last minute (`event.repeatKey`), its
   * answer: it is given again, and nothing more is recorded
   */
  record(outcome: Outcome, mostMs?: number): Promise<Answer | undefined | void>;

  /** The answer to a message within the last minute, by its `repeatKey` or `resendKey`. */
  recall?(key: string): Promise<Answer | undefined>;
}

export const OutcomeRecorder = Symbol('OutcomeRecorder');
