import { DataSource } from 'typeorm';
import { AdminKey } from '../../src/admin/admin-key.entity.js';
import { migrations } from '../../src/index.js';
import { MemberLevel } from '../../src/member-level/member-level.entity.js';
import { MessageClaim } from '../../src/message-log/message-claim.entity.js';
import { MessageRecord } from '../../src/message-log/message-record.entity.js';
import { Mute } from '../../src/mutes/mute.entity.js';
import { createDatabase, query } from '../support/database.js';
import { TestPresend } from '../support/presend.js';

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
  expect(Number((await query<{ count: string }>(url, ours))[0]!.count)).toBe(5);
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
