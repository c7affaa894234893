import { CircuitBreaker } from '../../src/resilience/circuit-breaker.js';

let now = 0;
let breaker: CircuitBreaker;
beforeEach(() => {
  now = 1_000;
  breaker = new CircuitBreaker(() => now);
});

function fail(times: number): void {
  for (let i = 0; i < times; i++) if (breaker.admits()) breaker.failed();
}

it('opens when half of at least twenty calls failed', () => {
  for (let i = 0; i < 10; i++) breaker.succeeded();
  fail(9);
  expect(breaker.state).toBe('closed');
  fail(1);
  expect(breaker.state).toBe('open');
  expect(breaker.admits()).toBe(false);
});

it('stays closed below twenty calls', () => {
  fail(19);
  expect(breaker.state).toBe('closed');
});

it('forgets failures that are older than its window', () => {
  fail(19);
  now += 10_001;
  fail(1);
  expect(breaker.state).toBe('closed');
});

it('lets one call through after five seconds and closes when it succeeds', () => {
  fail(20);
  now += 5_000;
  expect(breaker.state).toBe('half-open');
  expect(breaker.admits()).toBe(true);
  expect(breaker.admits()).toBe(false);
  breaker.succeeded();
  expect(breaker.state).toBe('closed');
  expect(breaker.admits()).toBe(true);
});

it('opens again when the call that was let through fails', () => {
  fail(20);
  now += 5_000;
  expect(breaker.admits()).toBe(true);
  breaker.failed();
  expect(breaker.state).toBe('open');
  now += 4_999;
  expect(breaker.admits()).toBe(false);
});
