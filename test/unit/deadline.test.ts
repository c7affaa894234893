import { Deadline } from '../../src/resilience/deadline.js';

const MS = 60;
let deadline: Deadline;
beforeEach(() => {
  deadline = new Deadline(performance.now(), MS);
});
afterEach(() => deadline.close());

const late = { failure: `passed the deadline of ${MS} ms` };

const fail = (): never => {
  throw new TypeError('wrong');
};

it('returns the value of synchronous and asynchronous code', async () => {
  expect(await deadline.attempt(() => 1)).toEqual({ value: 1 });
  expect(await deadline.attempt(async () => 2)).toEqual({ value: 2 });
  expect(await deadline.attempt(() => undefined)).toEqual({ value: undefined });
});

it('returns an error as a failure', async () => {
  const wrong = { failure: 'threw TypeError: wrong' };
  expect(await deadline.attempt(fail)).toEqual(wrong);
  expect(await deadline.attempt(async () => fail())).toEqual(wrong);
  // oxlint-disable-next-line no-throw-literal
  expect(await deadline.attempt(() => Promise.reject('a string'))).toEqual({ failure: 'threw a string' });
});

it('stops waiting for a promise that never settles, and aborts its signal', async () => {
  const { signal } = deadline;
  const start = performance.now();
  const attempt = await deadline.attempt(() => new Promise(() => {}));
  expect(attempt).toEqual(late);
  expect(performance.now() - start).toBeLessThan(MS + 250);
  expect(signal.aborted).toBe(true);
  expect((signal.reason as Error).name).toBe('TimeoutError');
});

it('has an aborted signal after the deadline, even if it is first read then', async () => {
  expect(deadline.isOver).toBe(false);
  await deadline.attempt(() => new Promise(() => {}));
  expect(deadline.isOver).toBe(true);
  expect(deadline.signal.aborted).toBe(true);
  expect((deadline.signal.reason as Error).name).toBe('TimeoutError');
});

it('is shared by all attempts', async () => {
  await deadline.attempt(() => new Promise(() => {}));
  let isAsked = false;
  expect(await deadline.attempt(() => (isAsked = true))).toEqual(late);
  expect(isAsked).toBe(false);
});

it('counts from the arrival and not from the attempt', async () => {
  const old = new Deadline(performance.now() - MS, MS);
  expect(await old.attempt(() => 1)).toEqual(late);
});
