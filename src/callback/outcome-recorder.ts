import type { Outcome } from './outcome.js';

/** Makes an outcome's record durable; when its promise is fulfilled the reply may leave. */
export interface OutcomeRecorder {
  record(outcome: Outcome): Promise<void>;
}

export const OutcomeRecorder = Symbol('OutcomeRecorder');
