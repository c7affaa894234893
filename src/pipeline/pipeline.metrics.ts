import { Injectable } from '@nestjs/common';
import { Counter, Histogram } from 'prom-client';
import { Metrics } from '../metrics/metrics.js';
import { SECONDS } from '../metrics/seconds.js';

/** Counts of callbacks and of their outcomes. */
@Injectable()
export class PipelineMetrics {
  readonly callbacks;
  readonly repeats;
  readonly shed;
  readonly refusedCallers;
  readonly stage;
  readonly failureVerdicts;
  readonly recordsLost;
  readonly sinkDrops;

  constructor(metrics: Metrics) {
    const registers = [metrics.registry];
    this.callbacks = new Counter({
      name: 'presend_callbacks_total',
      help: 'Callbacks answered with a verdict.',
      labelNames: ['family', 'command', 'verdict', 'decided_by'] as const,
      registers,
    });
    this.repeats = new Counter({
      name: 'presend_repeats_total',
      help: 'Callbacks that arrived again and got the earlier reply, without a second record.',
      labelNames: ['family'] as const,
      registers,
    });
    this.shed = new Counter({
      name: 'presend_shed_total',
      help: 'Callbacks that the failure policy answered, because this node was overloaded.',
      labelNames: ['family'] as const,
      registers,
    });
    this.refusedCallers = new Counter({
      name: 'presend_refused_callers_total',
      help: 'Requests to a callback url from unauthenticated callers.',
      labelNames: ['platform'] as const,
      registers,
    });
    this.stage = new Histogram({
      name: 'presend_stage_seconds',
      help: 'Time of a callback in each stage; total is from its arrival to its reply.',
      labelNames: ['stage'] as const,
      buckets: SECONDS,
      registers,
    });
    this.failureVerdicts = new Counter({
      name: 'presend_failure_verdicts_total',
      help: 'Verdicts of the failure policy, because no policy could reach one.',
      labelNames: ['family', 'verdict'] as const,
      registers,
    });
    this.recordsLost = new Counter({
      name: 'presend_records_lost_total',
      help: 'Messages that were answered but could not be recorded anywhere.',
      registers,
    });
    this.sinkDrops = new Counter({
      name: 'presend_sink_dropped_total',
      help: 'Outcomes that were dropped because a sink was too slow.',
      labelNames: ['sink'] as const,
      registers,
    });
  }
}
