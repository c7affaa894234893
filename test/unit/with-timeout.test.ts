import { withTimeout } from '../../src/resilience/with-timeout.js';

const never = new Promise<never>(() => {});

it('settles as the work does when the work is in time', async () => {
  expect(await withTimeout(Promise.resolve(1), 1_000, () => 2)).toBe(1);
  await expect(withTimeout(Promise.reject(new Error('wrong')), 1_000, () => 2)).rejects.toThrow('wrong');
});

it('settles as onTimeout returns or throws when the work is late', async () => {
  expect(await withTimeout(never, 1, () => 'late')).toBe('late');
  const fails = withTimeout(never, 1, () => {
    throw new Error('too late');
  });
  await expect(fails).rejects.toThrow('too late');
});

it('accepts a result that arrived while the process was busy', async () => {
  const work = new Promise((resolve) => setTimeout(() => setImmediate(() => resolve('in time')), 1));
  const result = withTimeout(work, 2, () => 'late');
  const until = performance.now() + 20;
  while (performance.now() < until);
  expect(await result).toBe('in time');
});

it('does not call onTimeout after the work has settled', async () => {
  let isLate = false;
  await withTimeout(Promise.resolve(1), 5, () => (isLate = true));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isLate).toBe(false);
});
