import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Callback } from './callback.js';
import { conform } from './conform.js';
import type { Decision } from './decision.js';
import { FailurePolicy, FAILURE_POLICY } from './failure-policy.service.js';
import { OutcomeRecorder } from './outcome-recorder.js';
import type { Outcome } from './outcome.js';
import { SinkDispatcher } from './sink.dispatcher.js';

/** Closes a callback: its outcome becomes a durable record, and goes to the sinks. */
@Injectable()
export class OutcomeService {
  readonly #logger = new Logger(OutcomeService.name);

  constructor(
    @Inject(OutcomeRecorder) private readonly recorder: OutcomeRecorder,
    private readonly failurePolicy: FailurePolicy,
    private readonly sinks: SinkDispatcher,
  ) {}

  /** Records the outcome of a decision; answers when the record is durable, or could nowhere be made so. */
  async complete(callback: Callback, decision: Decision): Promise<Outcome> {
    const outcome = outcomeOf(callback, decision);
    try {
      await this.recorder.record(outcome);
    } catch (error) {
      return this.#unrecorded(callback, decision, error as Error);
    }
    callback.outcome = outcome;
    this.sinks.push(outcome);
    return outcome;
  }

  // A message that the company wants recorded or refused is refused where it cannot be recorded.
  #unrecorded(callback: Callback, decision: Decision, error: Error): Outcome {
    this.#logger.error({ requestId: callback.id, msg: `A record could not be stored: ${error.message}` });
    const { event } = decision;
    const failures = [...decision.failures, `not recorded: ${error.message}`];
    const fallback = this.failurePolicy.verdict(event.family);
    if (decision.verdict.kind !== 'allow' || fallback.kind === 'allow') {
      return (callback.outcome = outcomeOf(callback, { ...decision, failures }));
    }
    const { verdict } = conform(fallback, event.family, callback.platform);
    return (callback.outcome = outcomeOf(callback, {
      event,
      verdict,
      decidedBy: FAILURE_POLICY,
      failures,
      delivery: null,
    }));
  }
}

function outcomeOf(callback: Callback, decision: Decision): Outcome {
  return {
    id: callback.id,
    receivedAt: callback.receivedAt,
    event: decision.event,
    verdict: decision.verdict,
    decidedBy: decision.decidedBy,
    delivery: decision.delivery,
    failures: decision.failures,
    elapsedMs: performance.now() - callback.startedAt,
    requestText: callback.text,
  };
}
