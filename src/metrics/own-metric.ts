import type { MetricValueWithName, Registry } from 'prom-client';

/** A metric that is counted here, and shown by Prometheus' client as if it were its own. */
export abstract class OwnMetric {
  readonly aggregator = 'sum';

  constructor(
    readonly type: 'counter' | 'histogram',
    readonly name: string,
    readonly help: string,
    registry: Registry,
  ) {
    registry.registerMetric(this as unknown as Parameters<Registry['registerMetric']>[0]);
  }

  abstract reset(): void;

  protected abstract values(): MetricValueWithName<string>[];

  /** As the client's registry asks for it. */
  async get(): Promise<object> {
    const { name, help, type, aggregator } = this;
    return { name, help, type, aggregator, values: this.values() };
  }
}
