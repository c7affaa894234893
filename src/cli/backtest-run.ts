import { setTimeout as wait } from 'node:timers/promises';
import type { AdminClient } from './admin-client.js';
import { Unreachable } from './api-problem.js';

const POLL_MS = 500;
/** How long a server may be away before it is given up. */
const PATIENCE_MS = 60_000;
const OVER: ReadonlySet<unknown> = new Set(['done', 'cancelled', 'failed']);

/** A backtest as the API tells of it. */
export interface RunningBacktest {
  readonly id: string;
  readonly state?: string;
  readonly total?: number | null;
  readonly done?: number | null;
  readonly failure?: string | null;
  readonly report?: unknown;
}

/** Waits until a backtest is over; when `signal` is aborted it is cancelled on the server, and then waited for. */
export async function overBacktest(
  client: AdminClient,
  started: RunningBacktest,
  signal: AbortSignal,
  show: (done: number, total: number) => void,
): Promise<RunningBacktest> {
  const path = `backtests/${encodeURIComponent(started.id)}`;
  let backtest = started;
  let isCancelled = false;
  let heardAt = performance.now();
  while (!OVER.has(backtest.state) && !(backtest.state === undefined && backtest.report)) {
    show(Number(backtest.done ?? 0), Number(backtest.total ?? 0));
    if (!signal.aborted) await wait(POLL_MS, undefined, { signal }).catch(() => {});
    else if (isCancelled) await wait(POLL_MS);
    try {
      if (signal.aborted && !isCancelled) {
        await client.call('POST', `${path}/cancel`);
        isCancelled = true;
      }
      backtest = { id: started.id, ...(await client.get<Partial<RunningBacktest> | undefined>(path)) };
      heardAt = performance.now();
    } catch (error) {
      // It goes on without anybody who looks.
      if (!(error instanceof Unreachable) || performance.now() - heardAt > PATIENCE_MS) throw error;
      if (signal.aborted) throw error;
    }
  }
  return backtest;
}
