import type { MetricValueWithName, Registry } from 'prom-client';
import { OwnMetric } from './own-metric.js';

const SEPARATOR = '\n';

/**
 * A counter by labels, as Prometheus' client would show it. That one sorts and joins the names of the labels at each
 * event, which every callback is.
 *
 * @example
 * const counter = new EventCounter('presend_callbacks_total', 'Callbacks.', ['family', 'verdict'], registry);
 * counter.inc('group', 'allow'); // the labels' values, in the order of their names
 */
export class EventCounter extends OwnMetric {
  /** By the values of the labels, none of which has a line break. */
  readonly #counts = new Map<string, { value: number }>();

  constructor(
    name: string,
    help: string,
    private readonly labelNames: readonly string[],
    registry: Registry,
  ) {
    super('counter', name, help, registry);
  }

  inc(...values: readonly string[]): void {
    let key = values[0]!;
    for (let at = 1; at < values.length; at++) key += SEPARATOR + values[at]!;
    const count = this.#counts.get(key);
    if (count) count.value++;
    else this.#counts.set(key, { value: 1 });
  }

  reset(): void {
    this.#counts.clear();
  }

  protected values(): MetricValueWithName<string>[] {
    return [...this.#counts].map(([key, { value }]) => {
      const of = key.split(SEPARATOR);
      const labels = Object.fromEntries(this.labelNames.map((label, at) => [label, of[at]!]));
      return { metricName: this.name, labels, value };
    });
  }
}
