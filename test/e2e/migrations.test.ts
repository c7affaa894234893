import pg from 'pg';
import { DataSource } from 'typeorm';
import { AdminKey } from '../../src/admin/keys/admin-key.entity.js';
import { migrations } from '../../migrations/index.js';
import { MemberLevel } from '../../src/member-level/member-level.entity.js';
import { MessageClaim } from '../../src/idempotency/message-claim.entity.js';
import { MessageRecord } from '../../src/records/message-record.entity.js';
import { Mute } from '../../src/mutes/mute.entity.js';
import { createDatabase, query } from '../support/database.js';
import { ALLOWED, GROUP, groupMessage } from '../support/messages.js';
import { TestPresend } from '../support/presend.js';
import { until } from '../support/until.js';

const ours = `SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'presend_migrations'`;

it('go up, down and up again, and leave no difference to the entities', async () => {
  const url = await createDatabase();
  const dataSource = await new DataSource({
    type: 'postgres',
    url,
    entities: [MessageRecord, MessageClaim, MemberLevel, Mute, AdminKey],
    migrations,
    migrationsTableName: 'presend_migrations',
  }).initialize();
  await dataSource.runMigrations();
  expect(Number((await query<{ count: string }>(url, ours))[0]!.count)).toBe(16);
  for (const _ of migrations) await dataSource.undoLastMigration();
  expect(Number((await query<{ count: string }>(url, ours))[0]!.count)).toBe(0);
  await dataSource.runMigrations();
  const drift = await dataSource.driver.createSchemaBuilder().log();
  expect(drift.upQueries.map((change) => change.query)).toEqual([]);
  await dataSource.destroy();
});

it('run once where many nodes start at the same time', async () => {
  const databaseUrl = await createDatabase();
  const nodes = await Promise.all(Array.from({ length: 4 }, () => TestPresend.start({ databaseUrl })));
  const rows = await query<{ name: string }>(databaseUrl, 'SELECT name FROM presend_migrations');
  expect(rows).toHaveLength(migrations.length);
  for (const node of nodes) await node.stop();
});

describe('while another session holds the lock, of a node that was cut off, say', () => {
  let databaseUrl: string;
  let holder: pg.Client;
  beforeEach(async () => {
    databaseUrl = await createDatabase();
    holder = new pg.Client(databaseUrl);
    await holder.connect();
    await holder.query('SELECT pg_advisory_lock(7293001)');
  });
  afterEach(() => holder.end());

  it('a node starts and answers, and migrates when the lock is free', async () => {
    const start = performance.now();
    const presend = await TestPresend.start({ databaseUrl });
    expect(performance.now() - start).toBeLessThan(6_000);
    expect((await presend.tencent(GROUP, groupMessage('hello'))).text).toBe(ALLOWED);
    expect((await presend.request('/health/ready', {})).json).toMatchObject({ database: 'down' });
    await holder.query('SELECT pg_advisory_unlock(7293001)');
    await until(async () => {
      const [table] = await query<{ there: boolean }>(
        databaseUrl,
        `SELECT to_regclass('message_log') IS NOT NULL AS there`,
      );
      if (!table!.there) return false;
      return (await query(databaseUrl, 'SELECT FROM message_log')).length === 1;
    }, 15_000);
    await presend.stop();
  });

  it('a node for which nothing is to be migrated does not wait for it', async () => {
    await holder.query('SELECT pg_advisory_unlock(7293001)');
    await (await TestPresend.start({ databaseUrl })).stop();
    await holder.query('SELECT pg_advisory_lock(7293001)');
    const presend = await TestPresend.start({ databaseUrl });
    expect((await presend.request('/health/ready', {})).json).toMatchObject({ database: 'up' });
    await presend.stop();
  });
});
