import { Inject, Injectable, Logger } from '@nestjs/common';
import { Metrics } from '../metrics/metrics.js';
import { type Stage, type Trace, Tracing } from '../tracing/tracing.js';
import type { RecordedOutcome } from '../idempotency/recorded-outcome.js';
import { IdempotencyService } from '../idempotency/idempotency.service.js';
import type { Callback } from './callback.js';
import { adaptVerdict } from './adapt-verdict.js';
import type { Decision } from './decision.js';
import { FailurePolicy, FAILURE_POLICY } from './failure-policy.js';
import { OutcomeRecorder } from './outcome-recorder.js';
import type { Outcome } from './outcome.js';
import { SinkDispatcher } from './sink-dispatcher.js';

const HEALTHY_COMMIT_MS = 25;

/** Closes a callback: its outcome becomes a durable record, and goes to the sinks. */
@Injectable()
export class OutcomeService {
  readonly #logger = new Logger(OutcomeService.name);

  constructor(
    private readonly metrics: Metrics,
    private readonly tracing: Tracing,
    @Inject(OutcomeRecorder) private readonly recorder: OutcomeRecorder,
    private readonly failurePolicy: FailurePolicy,
    private readonly sinks: SinkDispatcher,
    private readonly answers: IdempotencyService,
  ) {}

  /**
   * Records the outcome of a decision; answers when the record is durable, or could nowhere be made so. What
   * was recorded before is not recorded again.
   */
  async complete(callback: Callback, decision: Decision): Promise<Outcome> {
    const { repeated } = decision;
    const outcome = repeated
      ? this.#again(callback, decision, repeated)
      : await this.#record(callback, outcomeOf(callback, decision), decision);
    callback.outcome = outcome;
    this.#observe(callback, outcome);
    return outcome;
  }

  async #record(callback: Callback, outcome: Outcome, decision: Decision): Promise<Outcome> {
    try {
      const earlier = await this.recorder.record(outcome, timeFor(callback));
      const recorded = earlier ? this.#again(callback, decision, earlier) : outcome;
      callback.onAnswered?.(recorded);
      if (decision.event.resendKey !== undefined) this.answers.keep(decision.event.resendKey, recorded);
      if (!earlier) this.sinks.push(outcome);
      return recorded;
    } catch (error) {
      this.#logger.error({
        requestId: callback.id,
        msg: `A record could not be stored: ${messageOf(error)}`,
      });
      this.metrics.recordsLost.inc();
      callback.onAnswered?.(undefined);
      return this.#unrecorded(callback, decision, messageOf(error));
    }
  }

  #again(callback: Callback, { event, failures }: Decision, answer: RecordedOutcome): Outcome {
    const { id, receivedAt, verdict, decidedBy, delivery } = answer;
    this.metrics.repeats.inc({ family: event.family });
    return { ...outcomeOf(callback, { event, verdict, decidedBy, delivery, failures }), id, receivedAt };
  }

  #observe(callback: Callback, outcome: Outcome): void {
    const { route, isShed } = callback;
    const { family } = outcome.event;
    const { decidedBy } = outcome;
    const verdict = outcome.verdict.kind;
    const { callbacks, failureVerdicts, shed, stage } = this.metrics;
    // Not the caller's word, which may be any: the one that the handler declared.
    const command = route?.command ?? '*';
    callbacks.inc(family, command, verdict, decidedBy);
    if (isShed) shed.inc({ family });
    if (decidedBy === FAILURE_POLICY) failureVerdicts.inc({ family, verdict });
    const now = performance.now();
    stage.observe('total', (now - callback.startedAt) / 1000);
    const stages = stagesOf(callback, now);
    for (const { name, from, to } of stages) stage.observe(name, (to - from) / 1000);
    if (this.tracing.isOn) this.tracing.add(traceOf(callback, outcome, command, stages, now));
  }

  // A message that the company wants recorded or refused is refused where it cannot be recorded.
  #unrecorded(callback: Callback, decision: Decision, reason: string): Outcome {
    const { event, verdict } = decision;
    const failures = [...decision.failures, `not recorded: ${reason}`];
    const fallback = this.failurePolicy.verdict(event.family, callback.route);
    if (verdict.kind !== 'allow' || fallback.kind === 'allow' || event.kind === 'notice')
      return outcomeOf(callback, { ...decision, failures });
    const refusal = adaptVerdict(fallback, event, callback.platform, callback.route).verdict;
    return outcomeOf(callback, {
      event,
      verdict: refusal,
      decidedBy: FAILURE_POLICY,
      failures,
      delivery: null,
    });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
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
    findings: decision.findings,
    elapsedMs: performance.now() - callback.startedAt,
    requestText: callback.text,
  };
}

/** The deadline is kept with the record: who has used it up waits no longer than a healthy commit takes. */
function timeFor({ isShed, deadline }: Callback): number | undefined {
  if (isShed) return 0;
  return deadline.passed ? HEALTHY_COMMIT_MS : undefined;
}

function stagesOf({ startedAt, marks: { read, decided, enriched } }: Callback, now: number): Stage[] {
  if (decided === 0) return [{ name: 'read', from: startedAt, to: read }];
  return [
    { name: 'read', from: startedAt, to: read },
    { name: 'decide', from: read, to: decided },
    { name: 'enrich', from: decided, to: enriched },
    { name: 'record', from: enriched, to: now },
  ];
}

function traceOf(
  { platform, method, startedAt, traceparent }: Callback,
  { id, event, verdict, decidedBy, failures }: Outcome,
  command: string,
  stages: readonly Stage[],
  now: number,
): Trace {
  return {
    name: `${event.family} ${command}`,
    traceparent,
    from: startedAt,
    to: now,
    stages,
    isFailure: decidedBy === FAILURE_POLICY,
    attributes: {
      'http.request.method': method,
      'presend.platform': platform.name,
      'presend.family': event.family,
      'presend.command': command,
      'presend.verdict': verdict.kind,
      'presend.decided_by': decidedBy,
      'presend.record_id': id,
      'presend.failures': failures.length,
    },
  };
}
