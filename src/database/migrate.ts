import { setTimeout as sleep } from 'node:timers/promises';
import { type DataSource, type Migration, MigrationExecutor, type QueryRunner } from 'typeorm';

/** Any number, the same on every node: whoever holds it migrates. */
const MIGRATION_LOCK = 7_293_001;
const TRIES = 10;
const BETWEEN_TRIES_MS = 100;
/** A node that is cut off while it migrates keeps the others waiting for half a minute, and not for hours. */
const LOCK = `SELECT pg_try_advisory_lock($1) AS mine, set_config('tcp_keepalives_idle', '15', false),
  set_config('tcp_keepalives_interval', '5', false), set_config('tcp_keepalives_count', '3', false)`;

/**
 * Runs the migrations that are pending; of many nodes one does it. Where none is, nobody is waited for.
 *
 * @returns those that ran
 * @throws where another session holds the lock for longer than a second
 */
export async function migrate(dataSource: DataSource): Promise<Migration[]> {
  const runner = dataSource.createQueryRunner();
  try {
    const executor = new MigrationExecutor(dataSource, runner);
    executor.transaction = 'each';
    if ((await executor.getPendingMigrations()).length === 0) return [];
    await lock(runner);
    try {
      return await executor.executePendingMigrations();
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => {});
    }
  } finally {
    await runner.release();
  }
}

async function lock(runner: QueryRunner): Promise<void> {
  for (let time = 0; time < TRIES; time++) {
    const [{ mine }] = (await runner.query(LOCK, [MIGRATION_LOCK])) as [{ mine: boolean }];
    if (mine) return;
    await sleep(BETWEEN_TRIES_MS);
  }
  throw new Error('another node is migrating, or was cut off while it did');
}
