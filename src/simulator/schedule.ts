import { setTimeout as sleep } from 'node:timers/promises';

/** When callbacks are due. */
export interface Schedule {
  /** A second, evenly. */
  readonly rate: number;
  readonly seconds: number;
  /** So many more at once, every ten seconds, the first time after one second. Default: none. */
  readonly burst?: number;
}

const TURN_MS = 1;
const BURST_EVERY_MS = 10_000;
const FIRST_BURST_MS = 1_000;

/** The moments at which a callback is due, in milliseconds from the beginning, in order. */
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

/** How many callbacks are due in all. */
export function dueCount({ rate, seconds, burst = 0 }: Schedule): number {
  const bursts = Math.max(0, Math.floor((seconds * 1_000 - FIRST_BURST_MS) / BURST_EVERY_MS) + 1);
  return Math.ceil(rate * seconds) + bursts * burst;
}

/**
 * Calls `send` for each callback when it is due, however long the answers take: a vendor does not wait with one
 * message for another's answer. Ends when all were sent, or `signal` is aborted.
 *
 * @param send gets the moment at which it was due, of `performance.now()`
 */
export async function keepSchedule(
  pace: Schedule,
  send: (dueAt: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = performance.now();
  for (const ms of dueTimes(pace)) {
    const dueAt = startedAt + ms;
    while (performance.now() < dueAt) await sleep(TURN_MS);
    if (signal.aborted) return;
    send(dueAt);
  }
}
