import { createHistogram } from 'node:perf_hooks';

/** Latencies of all answered requests, in milliseconds. */
export interface LatencyReport {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

/** A histogram of latencies with three significant digits. */
export class Latencies {
  readonly #micros = createHistogram({ lowest: 1, highest: 60_000_000, figures: 3 });

  add(ms: number): void {
    this.#micros.record(Math.max(1, Math.round(ms * 1_000)));
  }

  /** All values are 0 if nothing was added. */
  report(): LatencyReport {
    const at = (percentile: number): number =>
      this.#micros.count === 0 ? 0 : Number((this.#micros.percentile(percentile) / 1_000).toFixed(3));
    return { p50: at(50), p90: at(90), p99: at(99), p999: at(99.9), max: at(100) };
  }
}
