import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { EventCounter } from './event-counter.js';
import { StageTimes } from './stage-times.js';

/** Seconds, from half a millisecond to past every vendor's patience. */
const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5];
const NANOSECONDS = 1e9;

/** All that is counted, by the names under which `/metrics` shows it. No label ever holds an id or a text. */
@Injectable()
export class Metrics implements OnApplicationShutdown {
  readonly registry = new Registry();
  readonly #registers = { registers: [this.registry] };
  readonly #measures: (() => void)[] = [];
  readonly #delay = monitorEventLoopDelay({ resolution: 10 });

  readonly callbacks = new EventCounter(
    'presend_callbacks_total',
    'Callbacks answered with a verdict.',
    ['family', 'command', 'verdict', 'decided_by'],
    this.registry,
  );
  readonly repeats = new Counter({
    name: 'presend_repeats_total',
    help: 'Callbacks that were delivered again, and answered as before without a second record.',
    labelNames: ['family'] as const,
    ...this.#registers,
  });
  readonly nodeCounts = new Counter({
    name: 'presend_node_counts_total',
    help: 'What flood rules counted on this node alone, because Redis was away.',
    ...this.#registers,
  });
  readonly rulesOnTrial = new Counter({
    name: 'presend_rule_incidents_total',
    help: 'Live rules that were demoted to shadow because they hit too often.',
    ...this.#registers,
  });
  readonly shed = new Counter({
    name: 'presend_shed_total',
    help: 'Callbacks that the failure policy answered, because this node had too many of them.',
    labelNames: ['family'] as const,
    ...this.#registers,
  });
  readonly refusedCallers = new Counter({
    name: 'presend_refused_callers_total',
    help: 'Requests to a callback url from callers that are not ours.',
    labelNames: ['platform'] as const,
    ...this.#registers,
  });
  readonly stage = new StageTimes(
    'presend_stage_seconds',
    'Time of a callback in each stage; total from its arrival to its reply.',
    SECONDS,
    this.registry,
  );
  readonly failureVerdicts = new Counter({
    name: 'presend_failure_verdicts_total',
    help: 'Verdicts that the failure policy gave, because nobody else could.',
    labelNames: ['family', 'verdict'] as const,
    ...this.#registers,
  });
  readonly extensionFailures = new Counter({
    name: 'presend_extension_failures_total',
    help: 'Policies and enrichers that threw, were late, or were not asked.',
    labelNames: ['kind', 'name', 'reason'] as const,
    ...this.#registers,
  });
  readonly breakerState = new Gauge({
    name: 'presend_breaker_state',
    help: 'Of each policy and enricher: 0 asked, 1 tried again, 2 not asked.',
    labelNames: ['kind', 'name'] as const,
    ...this.#registers,
  });
  readonly commitRows = new Histogram({
    name: 'presend_group_commit_rows',
    help: 'Records that shared a commit.',
    buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500],
    ...this.#registers,
  });
  readonly commitSeconds = new Histogram({
    name: 'presend_group_commit_seconds',
    help: 'Time of a commit in PostgreSQL.',
    buckets: SECONDS,
    ...this.#registers,
  });
  readonly spooledRecords = new Counter({
    name: 'presend_spooled_records_total',
    help: 'Records that went to the spool instead of PostgreSQL.',
    ...this.#registers,
  });
  readonly spoolBytes = new Gauge({
    name: 'presend_spool_bytes',
    help: 'Bytes of records that wait on the disk of this node.',
    ...this.#registers,
  });
  readonly spoolAge = new Gauge({
    name: 'presend_spool_age_seconds',
    help: 'Age of the oldest segment of records that wait on the disk of this node; 0 when none wait.',
    ...this.#registers,
  });
  readonly recordsLost = new Counter({
    name: 'presend_records_lost_total',
    help: 'Messages that were answered and could be recorded nowhere.',
    ...this.#registers,
  });
  readonly sinkDrops = new Counter({
    name: 'presend_sink_dropped_total',
    help: 'Outcomes that a sink was too slow for.',
    labelNames: ['sink'] as const,
    ...this.#registers,
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    this.#delay.enable();
    const loop = new Gauge({
      name: 'presend_event_loop_delay_seconds',
      help: 'Delay of the event loop since the last look: its median, its 99th percentile, its maximum.',
      labelNames: ['quantile'] as const,
      ...this.#registers,
    });
    this.onScrape(() => {
      loop.set({ quantile: '0.5' }, this.#delay.percentile(50) / NANOSECONDS);
      loop.set({ quantile: '0.99' }, this.#delay.percentile(99) / NANOSECONDS);
      loop.set({ quantile: '1' }, this.#delay.max / NANOSECONDS);
      this.#delay.reset();
    });
    const build = new Gauge({
      name: 'presend_build_info',
      help: 'Always 1; the labels say what runs.',
      labelNames: ['version', 'node'] as const,
      ...this.#registers,
    });
    build.set({ version: versionOf(), node: process.version }, 1);
  }

  /** Has `measure` set its gauges just before each look at them. */
  onScrape(measure: () => void): void {
    this.#measures.push(measure);
  }

  /** All of it in Prometheus' text format. */
  async text(): Promise<string> {
    for (const measure of this.#measures) measure();
    return this.registry.metrics();
  }

  onApplicationShutdown(): void {
    this.#delay.disable();
  }
}

function versionOf(): string {
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as {
        name: string;
        version: string;
      };
      if (name === 'presend') return version;
    } catch {
      // The source stands one folder nearer to it than the build.
    }
  }
  return 'unknown';
}
