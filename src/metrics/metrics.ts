import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

const NANOSECONDS = 1e9;

/**
 * The registry of all metrics, with those of the process. Each room declares its own metrics in it. No label holds an id
 * or a text.
 */
@Injectable()
export class Metrics implements OnApplicationShutdown {
  readonly registry = new Registry();
  readonly #registers = { registers: [this.registry] };
  readonly #measures: (() => void)[] = [];
  readonly #delay = monitorEventLoopDelay({ resolution: 10 });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    this.#delay.enable();
    const loop = new Gauge({
      name: 'presend_event_loop_delay_seconds',
      help: 'Delay of the event loop since the last scrape: median, 99th percentile and maximum.',
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
      help: 'Always 1; the labels have the versions.',
      labelNames: ['version', 'node'] as const,
      ...this.#registers,
    });
    build.set({ version: versionOf(), node: process.version }, 1);
  }

  /** Calls `measure`, which sets gauges, before each scrape. */
  onScrape(measure: () => void): void {
    this.#measures.push(measure);
  }

  /** All metrics in Prometheus' text format. */
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
      // The build is one folder deeper than the source.
    }
  }
  return 'unknown';
}
