import { Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { Metrics } from '../metrics/metrics.js';

/** Failures and circuit breakers of extensions. */
@Injectable()
export class ExtensionMetrics {
  readonly extensionFailures;
  readonly breakerState;

  constructor(private readonly metrics: Metrics) {
    const registers = [metrics.registry];
    this.extensionFailures = new Counter({
      name: 'presend_extension_failures_total',
      help: 'Policies, enrichers and interceptors that threw, were late, or were not called.',
      labelNames: ['kind', 'name', 'reason'] as const,
      registers,
    });
    this.breakerState = new Gauge({
      name: 'presend_breaker_state',
      help: "State of each extension's circuit breaker: 0 closed, 1 half-open, 2 open.",
      labelNames: ['kind', 'name'] as const,
      registers,
    });
  }

  /** Calls `measure`, which sets gauges, before each scrape. */
  onScrape(measure: () => void): void {
    this.metrics.onScrape(measure);
  }
}
