import fc from 'fast-check';
import { Histogram, Registry } from 'prom-client';
import { StageTimes } from '../../src/metrics/stage-times.js';

const BUCKETS = [0.001, 0.01, 0.1, 1];
const HELP = 'Times.';

it("shows what Prometheus' own client would show", async () => {
  const stage = fc.constantFrom('read', 'decide', 'total');
  const seconds = fc.oneof(
    fc.constantFrom(0, ...BUCKETS),
    fc.integer({ min: 0, max: 5_000 }).map((ms) => ms / 1024),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(stage, seconds)), async (observed) => {
      const [ours, theirs] = [new Registry(), new Registry()];
      const times = new StageTimes('times', HELP, BUCKETS, ours);
      const labels = { labelNames: ['stage'] as const, buckets: BUCKETS, registers: [theirs] };
      const histogram = new Histogram({ name: 'times', help: HELP, ...labels });
      for (const [name, value] of observed) {
        times.observe(name, value);
        histogram.observe({ stage: name }, value);
      }
      expect((await ours.metrics()).split('\n').sort()).toEqual((await theirs.metrics()).split('\n').sort());
    }),
  );
});
