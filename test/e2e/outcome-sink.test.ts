import type { Outcome, OutcomeSink } from '../../src/index.js';
import { GROUP, groupMessage } from '../support/messages.js';
import { TestPresend } from '../support/presend.js';
import { until } from '../support/until.js';

const received: Outcome[] = [];

class Collecting implements OutcomeSink {
  readonly name = 'collecting';
  push(outcome: Outcome): void {
    received.push(outcome);
  }
}

class Hanging implements OutcomeSink {
  readonly name = 'hanging';
  push(): Promise<void> {
    return new Promise(() => {});
  }
}

class Throwing implements OutcomeSink {
  readonly name = 'throwing';
  push(): void {
    throw new Error('broken');
  }
}

let presend: TestPresend;
beforeAll(async () => {
  presend = await TestPresend.start({ sinks: [Hanging, Throwing, Collecting] });
});
afterAll(() => presend.stop());

it('gives a sink every outcome even if other sinks fail, and delays no reply', async () => {
  const start = performance.now();
  for (let i = 0; i < 50; i++) await presend.tencent(GROUP, groupMessage(`message ${i}`));
  expect(performance.now() - start).toBeLessThan(2_000);
  await until(() => received.length === 50);
  expect(new Set(received.map(({ event }) => event.text)).size).toBe(50);
  const [record] = await presend.records({ limit: '1' });
  expect(received.map(({ id }) => id)).toContain(record.id);
});
