import pg from 'pg';
import type { BacktestReport } from './backtest-report.js';
import { replay, type ReplayOrder } from './replay.js';

/** A replay with all that it takes, for another thread too. */
export interface ReplayTask extends ReplayOrder {
  readonly databaseUrl: string;
}

/** Runs a replay on a connection of its own. */
export async function runReplay(
  { databaseUrl, ...order }: ReplayTask,
  onProgress: (done: number, total: number) => void,
): Promise<BacktestReport> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'presend-backtest',
    keepAlive: true,
    // To count messages is not worth all processors of the server.
    options: '-c max_parallel_workers_per_gather=0',
  });
  await client.connect();
  try {
    return await replay(client, order, onProgress);
  } finally {
    await client.end();
  }
}
