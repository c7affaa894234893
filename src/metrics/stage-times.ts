import type { MetricValueWithName, Registry } from 'prom-client';
import { OwnMetric } from './own-metric.js';

interface Stage {
  /** By bucket, the last one for all that is longer. */
  readonly counts: Float64Array;
  sum: number;
}

/**
 * A histogram of times by stage, as Prometheus' client would show it. That one sorts and joins labels at each
 * observation, of which every callback makes five.
 */
export class StageTimes extends OwnMetric {
  readonly #stages = new Map<string, Stage>();

  /** @param buckets upper bounds in seconds, growing */
  constructor(
    name: string,
    help: string,
    private readonly buckets: readonly number[],
    registry: Registry,
  ) {
    super('histogram', name, help, registry);
  }

  observe(name: string, seconds: number): void {
    let stage = this.#stages.get(name);
    if (!stage) {
      stage = { counts: new Float64Array(this.buckets.length + 1), sum: 0 };
      this.#stages.set(name, stage);
    }
    let bucket = 0;
    while (bucket < this.buckets.length && seconds > this.buckets[bucket]!) bucket++;
    stage.counts[bucket]!++;
    stage.sum += seconds;
  }

  reset(): void {
    this.#stages.clear();
  }

  protected values(): MetricValueWithName<string>[] {
    const values: MetricValueWithName<string>[] = [];
    for (const [stage, { counts, sum }] of this.#stages) {
      let count = 0;
      for (const [index, le] of [...this.buckets, '+Inf'].entries()) {
        count += counts[index]!;
        values.push({ metricName: `${this.name}_bucket`, labels: { le, stage }, value: count });
      }
      values.push({ metricName: `${this.name}_sum`, labels: { stage }, value: sum });
      values.push({ metricName: `${this.name}_count`, labels: { stage }, value: count });
    }
    return values;
  }
}
