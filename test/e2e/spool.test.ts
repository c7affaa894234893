import { createDatabase, query } from '../support/database.js';
import { TestPresend } from '../support/presend.js';
import { Wire } from '../support/wire.js';

const LOG_WAIT_MS = 250;
let wire: Wire;
let databaseUrl: string;
let presend: TestPresend;
beforeEach(async () => {
  databaseUrl = await createDatabase();
  wire = await Wire.to(databaseUrl);
});
afterEach(async () => {
  wire.mend();
  await presend.stop();
  await wire.close();
});

const message = (MsgId: string): object => ({
  GroupId: 'g',
  From_Account: 'jared',
  MsgId,
  MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'hello' } }],
});

async function send(MsgId: string): Promise<number> {
  const start = performance.now();
  const { text } = await presend.tencent('Group.CallbackBeforeSendMsg', message(MsgId));
  expect(text).toBe('{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}');
  return performance.now() - start;
}

async function recorded(): Promise<string[]> {
  const rows = await query<{ message_key: string }>(
    databaseUrl,
    'SELECT message_key FROM message_log ORDER BY id',
  );
  return rows.map(({ message_key }) => message_key);
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 100; i++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it did not become so within 10 s');
}

it.each(['cut', 'hang'] as const)(
  'answers while the way to the database is gone (%s), and records all later',
  async (fault) => {
    presend = await TestPresend.start({ databaseUrl: wire.url, logWaitMs: LOG_WAIT_MS });
    await send('before');
    wire[fault]();
    const first = await send('first');
    const others: number[] = [];
    for (let i = 0; i < 20; i++) others.push(await send(`later-${i}`));
    expect(first).toBeLessThan(1_500);
    // Once it is known to be gone nobody waits for it.
    expect(Math.max(...others)).toBeLessThan(LOG_WAIT_MS);
    expect(await recorded()).toEqual(['before']);
    wire.mend();
    await until(async () => (await recorded()).length === 22);
    const expected = ['before', 'first', ...Array.from({ length: 20 }, (_, i) => `later-${i}`)];
    expect(await recorded()).toEqual(expected);
    await send('after');
    expect(await recorded()).toEqual([...expected, 'after']);
  },
  30_000,
);

it('starts without its database, says so, and records all when it comes', async () => {
  wire.cut();
  presend = await TestPresend.start({ databaseUrl: wire.url, logWaitMs: LOG_WAIT_MS });
  expect((await presend.request('/health/ready', {})).json).toMatchObject({
    status: 'degraded',
    database: 'down',
  });
  await send('early');
  wire.mend();
  await until(async () => (await presend.request('/health/ready', {})).json.database === 'up');
  await until(async () => (await recorded()).length === 1);
  expect(await recorded()).toEqual(['early']);
}, 30_000);

it('refuses what it cannot record where the failure policy says so, and counts what it could not', async () => {
  presend = await TestPresend.start({
    databaseUrl: wire.url,
    logWaitMs: LOG_WAIT_MS,
    spoolLimitMb: 0,
    onFailure: { default: 'allow', 'official-account': 'reject' },
  });
  wire.cut();
  await send('lost');
  const { json } = await presend.tencent('OfficialAccount.CallbackBeforeSendMsg', {
    Official_Account: '@TOA#_1',
    MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'hello' } }],
  });
  expect(json).toEqual({ ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 1 });
  const { text } = await presend.request('/metrics', {});
  expect(text).toMatch(/^presend_records_lost_total 2$/m);
}, 30_000);

/** Has PostgreSQL run something before each row of a message is stored. */
async function beforeEachRow(statement: string): Promise<void> {
  await query(
    databaseUrl,
    `CREATE OR REPLACE FUNCTION disturb() RETURNS trigger AS $$ BEGIN ${statement}; RETURN new; END $$ LANGUAGE plpgsql`,
  );
  await query(
    databaseUrl,
    'CREATE OR REPLACE TRIGGER disturbed BEFORE INSERT ON message_log FOR EACH ROW EXECUTE FUNCTION disturb()',
  );
}

/** Ends that; it may meet an INSERT in a deadlock, and is tried again then. */
async function leaveInPeace(): Promise<void> {
  const drop = query(databaseUrl, 'DROP TRIGGER IF EXISTS disturbed ON message_log');
  await drop.catch(() => leaveInPeace());
}

it('waits for a PostgreSQL that is slow once, and not again before it is quick', async () => {
  presend = await TestPresend.start({ databaseUrl: wire.url, logWaitMs: LOG_WAIT_MS });
  await send('before');
  await beforeEachRow('PERFORM pg_sleep(0.4)');
  const first = await send('first');
  expect(first).toBeGreaterThanOrEqual(LOG_WAIT_MS - 1);
  const others: number[] = [];
  for (let i = 0; i < 10; i++) {
    others.push(await send(`later-${i}`));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(Math.max(...others)).toBeLessThan(LOG_WAIT_MS);
  await leaveInPeace();
  await until(async () => (await recorded()).length === 12);
  expect(new Set(await recorded()).size).toBe(12);
}, 40_000);

it('waits for no PostgreSQL whose disk is full, and records all when there is room', async () => {
  presend = await TestPresend.start({ databaseUrl: wire.url, logWaitMs: LOG_WAIT_MS });
  await send('before');
  await beforeEachRow(`RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'`);
  const times: number[] = [];
  for (let i = 0; i < 10; i++) {
    times.push(await send(`full-${i}`));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(Math.max(...times)).toBeLessThan(LOG_WAIT_MS);
  expect(await recorded()).toEqual(['before']);
  await leaveInPeace();
  await until(async () => (await recorded()).length === 11);
  expect(await recorded()).toEqual(['before', ...Array.from({ length: 10 }, (_, i) => `full-${i}`)]);
}, 40_000);
