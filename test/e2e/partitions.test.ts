import { MessagePartitions } from '../../src/records/message-partitions.js';
import { query } from '../support/database.js';
import { ALLOWED, GROUP, groupMessage } from '../support/messages.js';
import { TestPresend } from '../support/presend.js';

const DAY_MS = 86_400_000;
let presend: TestPresend;
beforeEach(async () => {
  presend = await TestPresend.start({ logRetentionDays: 30 });
});
afterEach(() => presend.stop());

async function partitions(): Promise<string[]> {
  const rows = await query<{ name: string }>(
    presend.databaseUrl,
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'message_log'::regclass ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

const nameOf = (time: number): string =>
  `message_log_${new Date(time).toISOString().slice(0, 10).replaceAll('-', '')}`;

it('are there for today and a week ahead', async () => {
  const names = await partitions();
  for (let day = 0; day <= 7; day++) expect(names).toContain(nameOf(Date.now() + day * DAY_MS));
});

it('are dropped past the retention, also after forty idle days', async () => {
  const service = presend.app.get(MessagePartitions);
  const later = Date.now() + 40 * DAY_MS;
  await service.maintain(later);
  const names = await partitions();
  expect(names).not.toContain(nameOf(Date.now()));
  expect(names).toContain(nameOf(later));
  expect(names).toContain(nameOf(later + 7 * DAY_MS));
});

it('are made for a record of a day that nobody foresaw', async () => {
  for (const name of await partitions()) await query(presend.databaseUrl, `DROP TABLE ${name}`);
  const { text } = await presend.tencent(GROUP, groupMessage('hello'));
  expect(text).toBe(ALLOWED);
  expect(await partitions()).toEqual([nameOf(Date.now())]);
  expect(await presend.records()).toHaveLength(1);
});

it('are looked after by one node at a time', async () => {
  const service = presend.app.get(MessagePartitions);
  await Promise.all([service.maintain(), service.maintain(), service.maintain()]);
  expect(new Set(await partitions()).size).toBe((await partitions()).length);
});
