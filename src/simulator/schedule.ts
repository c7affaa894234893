import { setTimeout as sleep } from 'node:timers/promises';

/** When the simulator sends callbacks. */
export interface Schedule {
  /** Callbacks per second, evenly spaced. */
  readonly rate: number;
  readonly seconds: number;
  /** Extra callbacks, all at once, every ten seconds; first after one second. Default: 0. */
  readonly burst?: number;
}

const POLL_MS = 1;
const BURST_EVERY_MS = 10_000;
const FIRST_BURST_MS = 1_000;

/** The times at which callbacks are due, in order, in milliseconds from the start. */
export function* dueTimes({ rate, seconds, burst = 0 }: Schedule): Generator<number, void> {
  const end = seconds * 1_000;
  let burstAt = burst > 0 ? FIRST_BURST_MS : Infinity;
  for (let sent = 0; ; sent++) {
    const at = (sent * 1_000) / rate;
    for (; burstAt <= Math.min(at, end); burstAt += BURST_EVERY_MS) {
      for (let number = 0; number < burst; number++) yield burstAt;
    }
    if (at >= end) return;
    yield at;
  }
}

/** The total number of callbacks. */
export function dueCount({ rate, seconds, burst = 0 }: Schedule): number {
  const bursts = Math.max(0, Math.floor((seconds * 1_000 - FIRST_BURST_MS) / BURST_EVERY_MS) + 1);
  return Math.ceil(rate * seconds) + bursts * burst;
}

/**
 * Calls `send` for each callback when it is due, and does not wait for answers: neither does a vendor.
 *
 * Resolves when the last callback was sent or `signal` is aborted.
 *
 * @param send gets the time at which the callback was due, by `performance.now()`
 */
export async function keepSchedule(
  schedule: Schedule,
  send: (dueAt: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = performance.now();
  for (const ms of dueTimes(schedule)) {
    const dueAt = startedAt + ms;
    while (performance.now() < dueAt) await sleep(POLL_MS);
    if (signal.aborted) return;
    send(dueAt);
  }
}
