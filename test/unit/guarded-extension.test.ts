import { Deadline } from '../../src/resilience/deadline.js';
import { GuardedExtension, type ExtensionFailure } from '../../src/resilience/guarded-extension.js';

let reasons: ExtensionFailure[];
let extension: GuardedExtension;
beforeEach(() => {
  reasons = [];
  extension = new GuardedExtension('policy', 'lookup', (_, reason) => reasons.push(reason));
});

const soon = (ms = 1_000): Deadline => new Deadline(performance.now(), ms);
const never = (): Promise<never> => new Promise(() => {});

it('returns the value of a call', async () => {
  expect(await extension.call(soon(), () => 42)).toEqual({ value: 42 });
  expect(await extension.call(soon(), async () => 42)).toEqual({ value: 42 });
});

it('is not called while its calls keep failing', async () => {
  let asked = 0;
  const fails = (): never => {
    asked++;
    throw new Error('down');
  };
  for (let i = 0; i < 25; i++) await extension.call(soon(), fails);
  expect(asked).toBe(20);
  expect(extension.breakerState).toBe('open');
  expect(reasons.filter((reason) => reason === 'breaker')).toHaveLength(5);
  expect(await extension.call(soon(), fails)).toEqual({ failure: 'was not asked: its breaker is open' });
});

it('keeps its breaker closed when the deadline had passed before its turn', async () => {
  const passed = new Deadline(performance.now() - 10, 5);
  for (let i = 0; i < 30; i++) await extension.call(passed, () => 42);
  expect(extension.breakerState).toBe('closed');
});

it('limits its pending calls, including those past their deadline', async () => {
  const calls = Array.from({ length: 256 }, () => extension.call(soon(20), never));
  expect(await extension.call(soon(), () => 42)).toEqual({
    failure: 'was not asked: 256 calls of it are under way',
  });
  await Promise.all(calls);
  expect(reasons).toContain('busy');
});
