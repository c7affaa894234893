import { Inject, Injectable, Logger } from '@nestjs/common';
import { IdempotencyService } from '../idempotency/idempotency.service.js';
import type { RecordedOutcome } from '../idempotency/recorded-outcome.js';
import { PipelineMetrics } from './pipeline.metrics.js';
import { adaptVerdict } from './commands/adapt-verdict.js';
import type { CallbackEvent } from './callback-event.js';
import type { CallbackInterceptor, Next } from './extensions/callback-interceptor.js';
import type { Callback } from './callback.js';
import { FAILURE_POLICY, FailurePolicy } from './failure-policy.js';
import { OutcomeRecorder } from './extensions/outcome-recorder.js';
import { type Outcome, outcomeOf } from './outcome.js';
import { SinkDispatcher } from './extensions/sink-dispatcher.js';

/** How long a reply waits for its record if the callback has used its deadline up: as long as a healthy commit takes. */
const HEALTHY_COMMIT_MS = 25;

/** Holds the reply until the record is durable; then the outcome goes to the sinks. The outermost interceptor. */
@Injectable()
export class LogInterceptor implements CallbackInterceptor {
  readonly name = 'log';
  readonly #logger = new Logger(LogInterceptor.name);

  constructor(
    @Inject(OutcomeRecorder) private readonly recorder: OutcomeRecorder,
    private readonly idempotency: IdempotencyService,
    private readonly failurePolicy: FailurePolicy,
    private readonly sinks: SinkDispatcher,
    private readonly metrics: PipelineMetrics,
  ) {}

  intercept(callback: Callback, _event: CallbackEvent, next: Next): Promise<Outcome> {
    const outcome = next();
    return outcome instanceof Promise
      ? outcome.then((settled) => this.record(callback, settled))
      : this.record(callback, outcome);
  }

  /**
   * Records an outcome; a duplicate's is recorded already.
   *
   * @returns the outcome to reply with: that of another node if it answered the same callback first, or the failure
   * policy's if the record could not be stored anywhere
   */
  async record(callback: Callback, outcome: Outcome): Promise<Outcome> {
    callback.deadline.close();
    const recorded = outcome.isDuplicate ? outcome : await this.#store(callback, timed(callback, outcome));
    callback.recorded = recorded;
    return recorded;
  }

  async #store(callback: Callback, outcome: Outcome): Promise<Outcome> {
    try {
      const first = await this.recorder.record(outcome, patienceOf(callback));
      const recorded = first ? duplicateOf(callback, outcome, first) : outcome;
      this.#keep(recorded, outcome.event);
      if (!first) this.sinks.push(outcome);
      return recorded;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#logger.error({ requestId: callback.id, msg: `A record could not be stored: ${reason}` });
      this.metrics.recordsLost.inc();
      callback.settleDuplicates?.(undefined);
      callback.settleDuplicates = undefined;
      return this.#unrecorded(callback, outcome, reason);
    }
  }

  /** Keeps the outcome for later callbacks about the same message. */
  #keep(recorded: Outcome, { resendKey, attemptKey, followsKey }: CallbackEvent): void {
    if (resendKey !== undefined) this.idempotency.keep(resendKey, recorded);
    if (attemptKey !== undefined && followsKey === undefined) this.idempotency.keep(attemptKey, recorded);
  }

  // A company whose failure policy rejects wants no message delivered that has no record.
  #unrecorded(callback: Callback, outcome: Outcome, reason: string): Outcome {
    const { event, verdict } = outcome;
    const failures = [...outcome.failures, `not recorded: ${reason}`];
    const fallback = this.failurePolicy.verdict(event.family, callback.command);
    if (verdict.kind !== 'allow' || fallback.kind === 'allow' || event.kind === 'notice') {
      return { ...outcome, failures };
    }
    const rejection = adaptVerdict(fallback, event, callback.platform, callback.command).verdict;
    return outcomeOf(callback, { event, verdict: rejection, decidedBy: FAILURE_POLICY, failures });
  }
}

function timed(callback: Callback, outcome: Outcome): Outcome {
  return { ...outcome, elapsedMs: performance.now() - callback.startedAt };
}

function duplicateOf(callback: Callback, { event, failures }: Outcome, first: RecordedOutcome): Outcome {
  const { id, receivedAt, verdict, decidedBy, delivery } = first;
  return outcomeOf(callback, {
    id,
    receivedAt,
    event,
    verdict,
    decidedBy,
    delivery,
    failures,
    isDuplicate: true,
  });
}

/** How long the reply may wait for its record, in milliseconds; 0: not at all; `undefined`: as configured. */
function patienceOf({ isShed, deadline }: Callback): number | undefined {
  if (isShed) return 0;
  return deadline.passed ? HEALTHY_COMMIT_MS : undefined;
}
