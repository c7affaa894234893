import { IdempotencyService, REPEAT_MS } from '../../src/idempotency/idempotency.service.js';
import type { Callback } from '../../src/pipeline/callback.js';
import { Deadline } from '../../src/resilience/deadline.js';
import type { Outcome } from '../../src/pipeline/outcome.js';
import { allow } from '../../src/pipeline/verdict.js';

const KEY = '0123456789abcdef0123456789abcdef';
const OUTCOME = {
  id: 'first',
  receivedAt: new Date(0),
  event: { conversationId: 'g' },
  verdict: allow(),
  decidedBy: 'default',
  delivery: null,
} as unknown as Outcome;

const memory = (): IdempotencyService => new IdempotencyService({ record: () => Promise.resolve(undefined) });
const arriving = (startedAt = performance.now()): Callback => ({ startedAt }) as Callback;

it('lets who comes again wait for the first, and gives its answer at once from then on', async () => {
  const answers = memory();
  const first = arriving();
  expect(answers.meet(first, KEY)).toBeUndefined();
  const waiting = answers.meet(arriving(), KEY);
  first.onAnswered!(OUTCOME);
  expect(await waiting).toMatchObject({ id: 'first', conversationId: 'g' });
  expect(answers.meet(arriving(), KEY)).toMatchObject({ id: 'first' });
  expect(answers.meet(arriving(performance.now() + REPEAT_MS), KEY)).toBeUndefined();
});

it('lets nobody wait who comes a minute after one of whom was never told that it is over', async () => {
  const answers = memory();
  const now = performance.now();
  expect(answers.meet(arriving(now - REPEAT_MS - 1), KEY)).toBeUndefined();
  expect(await answers.recall(KEY, new Deadline(now, 1_000))).toBeUndefined();
  const second = arriving(now);
  expect(answers.meet(second, KEY)).toBeUndefined();
  const waiting = answers.meet(arriving(), KEY);
  second.onAnswered!(OUTCOME);
  expect(await waiting).toMatchObject({ id: 'first' });
});

it('has no answer of one that failed, and is asked anew', async () => {
  const answers = memory();
  const first = arriving();
  answers.meet(first, KEY);
  const waiting = answers.meet(arriving(), KEY);
  first.onAnswered!(undefined);
  expect(await waiting).toBeUndefined();
  expect(answers.meet(arriving(), KEY)).toBeUndefined();
});
