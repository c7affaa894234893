import pg from 'pg';
import type { BacktestReport } from './backtest.js';
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
  });
  await client.connect();
  try {
    return await replay(client, order, onProgress);
  } finally {
    await client.end();
  }
}
