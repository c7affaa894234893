import { Injectable } from '@nestjs/common';
import { PipelineMetrics } from './pipeline.metrics.js';
import type { Stage, Trace } from '../tracing/trace.js';
import { Tracing } from '../tracing/tracing.js';
import type { Callback } from './callback.js';
import { FAILURE_POLICY } from './failure-policy.js';
import type { Outcome } from './outcome.js';

/** Counts and times each callback that has an outcome, and makes its trace. */
@Injectable()
export class CallbackObserver {
  constructor(
    private readonly metrics: PipelineMetrics,
    private readonly tracing: Tracing,
  ) {}

  /** Called once for each callback, when its reply is known. */
  observe(callback: Callback, outcome: Outcome): void {
    const { command, isShed, startedAt } = callback;
    const { event, decidedBy } = outcome;
    const { family } = event;
    const verdict = outcome.verdict.kind;
    const { callbacks, failureVerdicts, shed, repeats, stage } = this.metrics;
    // The declared name: the caller may have written any.
    const name = command?.name ?? '*';
    callbacks.inc({ family, command: name, verdict, decided_by: decidedBy });
    if (outcome.isDuplicate) repeats.inc({ family });
    if (isShed) shed.inc({ family });
    if (decidedBy === FAILURE_POLICY) failureVerdicts.inc({ family, verdict });
    const now = performance.now();
    stage.observe({ stage: 'total' }, (now - startedAt) / 1000);
    const stages = stagesOf(callback, now);
    for (const { name: stageName, from, to } of stages)
      stage.observe({ stage: stageName }, (to - from) / 1000);
    if (this.tracing.isOn) this.tracing.add(traceOf(callback, outcome, name, stages, now));
  }
}

function stagesOf({ startedAt, timings: { read, decided, enriched } }: Callback, now: number): Stage[] {
  if (decided === 0) return [{ name: 'read', from: startedAt, to: read }];
  return [
    { name: 'read', from: startedAt, to: read },
    { name: 'decide', from: read, to: decided },
    { name: 'enrich', from: decided, to: enriched },
    { name: 'record', from: enriched, to: now },
  ];
}

function traceOf(
  { platform, method, startedAt, headers }: Callback,
  { id, event, verdict, decidedBy, failures }: Outcome,
  command: string,
  stages: readonly Stage[],
  now: number,
): Trace {
  return {
    name: `${event.family} ${command}`,
    traceparent: headers['traceparent'] as string | undefined,
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
