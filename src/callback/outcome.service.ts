import { Inject, Injectable, Logger } from '@nestjs/common';
import { Metrics } from '../metrics/metrics.service.js';
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
    private readonly metrics: Metrics,
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
    this.#observe(callback, outcome);
    this.sinks.push(outcome);
    return outcome;
  }

  #observe({ route, startedAt, marks }: Callback, { event, verdict, decidedBy }: Outcome): void {
    const { callbacks, failureVerdicts, stage } = this.metrics;
    const { family } = event;
    // Not the caller's word, which may be any: the one that the handler declared.
    const command = route?.command ?? '*';
    callbacks.inc({ family, command, verdict: verdict.kind, decided_by: decidedBy });
    if (decidedBy === FAILURE_POLICY) failureVerdicts.inc({ family, verdict: verdict.kind });
    const now = performance.now();
    const { read, decided, enriched } = marks;
    stage.observe({ stage: 'total' }, (now - startedAt) / 1000);
    stage.observe({ stage: 'read' }, (read - startedAt) / 1000);
    if (decided === 0) return;
    stage.observe({ stage: 'decide' }, (decided - read) / 1000);
    stage.observe({ stage: 'enrich' }, (enriched - decided) / 1000);
    stage.observe({ stage: 'record' }, (now - enriched) / 1000);
  }

  // A message that the company wants recorded or refused is refused where it cannot be recorded.
  #unrecorded(callback: Callback, decision: Decision, error: Error): Outcome {
    this.#logger.error({ requestId: callback.id, msg: `A record could not be stored: ${error.message}` });
    const { event } = decision;
    const failures = [...decision.failures, `not recorded: ${error.message}`];
    this.metrics.recordsLost.inc();
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
