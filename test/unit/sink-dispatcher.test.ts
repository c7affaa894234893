import type { Outcome } from '../../src/pipeline/outcome.js';
import type { OutcomeSink } from '../../src/pipeline/extensions/outcome-sink.js';
import { SinkDispatcher } from '../../src/pipeline/extensions/sink-dispatcher.js';
import { PipelineMetrics } from '../../src/pipeline/pipeline.metrics.js';
import { Metrics } from '../../src/metrics/metrics.js';
import { until } from '../support/until.js';

const outcome = (id: number): Outcome => ({ id: String(id) }) as Outcome;
const metrics = new Metrics();
const counts = new PipelineMetrics(metrics);
afterAll(() => metrics.onApplicationShutdown());

it('gives each sink every outcome in order, even if other sinks fail', async () => {
  const received: string[] = [];
  const sinks: OutcomeSink[] = [
    {
      name: 'throws at once',
      push: () => {
        throw new Error('broken');
      },
    },
    { name: 'throws', push: () => Promise.reject(new Error('broken')) },
    { name: 'hangs', push: () => new Promise(() => {}) },
    { name: 'collects', push: ({ id }) => void received.push(id) },
  ];
  const dispatcher = new SinkDispatcher(sinks, counts);
  for (let i = 0; i < 100; i++) dispatcher.push(outcome(i));
  await until(() => received.length === 100);
  expect(received.slice(0, 3)).toEqual(['0', '1', '2']);
});

it('drops and counts outcomes if a sink is too slow', async () => {
  const dispatcher = new SinkDispatcher([{ name: 'stuck', push: () => new Promise(() => {}) }], counts);
  for (let i = 0; i < 10_100; i++) dispatcher.push(outcome(i));
  const text = await metrics.text();
  expect(text).toMatch(/presend_sink_dropped_total\{sink="stuck"\} \d+/);
});

it('waits for its sinks when the node stops', async () => {
  const received: string[] = [];
  const slow: OutcomeSink = {
    name: 'slow',
    async push({ id }) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      received.push(id);
    },
  };
  const dispatcher = new SinkDispatcher([slow], counts);
  for (let i = 0; i < 20; i++) dispatcher.push(outcome(i));
  await dispatcher.beforeApplicationShutdown();
  expect(received).toHaveLength(20);
});
