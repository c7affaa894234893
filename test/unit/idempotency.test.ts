import { IdempotencyService, DUPLICATE_WINDOW_MS } from '../../src/idempotency/idempotency.service.js';
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

it('lets a duplicate wait for the first callback, and gives later ones its outcome at once', async () => {
  const idempotency = memory();
  const first = arriving();
  expect(idempotency.begin(first, KEY)).toBeUndefined();
  const waiting = idempotency.begin(arriving(), KEY);
  first.settleDuplicates!(OUTCOME);
  expect(await waiting).toMatchObject({ id: 'first', conversationId: 'g' });
  expect(idempotency.begin(arriving(), KEY)).toMatchObject({ id: 'first' });
  expect(idempotency.begin(arriving(performance.now() + DUPLICATE_WINDOW_MS), KEY)).toBeUndefined();
});

it('does not let a callback wait for one that came a minute before and was never settled', async () => {
  const idempotency = memory();
  const now = performance.now();
  expect(idempotency.begin(arriving(now - DUPLICATE_WINDOW_MS - 1), KEY)).toBeUndefined();
  expect(await idempotency.find(KEY, new Deadline(now, 1_000))).toBeUndefined();
  const second = arriving(now);
  expect(idempotency.begin(second, KEY)).toBeUndefined();
  const waiting = idempotency.begin(arriving(), KEY);
  second.settleDuplicates!(OUTCOME);
  expect(await waiting).toMatchObject({ id: 'first' });
});

it('lets the next callback be decided if the first one failed', async () => {
  const idempotency = memory();
  const first = arriving();
  idempotency.begin(first, KEY);
  const waiting = idempotency.begin(arriving(), KEY);
  first.settleDuplicates!(undefined);
  expect(await waiting).toBeUndefined();
  expect(idempotency.begin(arriving(), KEY)).toBeUndefined();
});
