import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, query } from '../support/database.js';
import { ALLOWED, GROUP, groupMessage, tencentPath } from '../support/messages.js';
import { ADMIN_KEY, APP, TestPresend } from '../support/presend.js';
import { PresendProcess } from '../support/process.js';
import { until } from '../support/until.js';
import { Wire } from '../support/wire.js';

let databaseUrl: string;
let wire: Wire;
let spoolDir: string;
let presend: TestPresend;
beforeEach(async () => {
  databaseUrl = await createDatabase();
  wire = await Wire.to(databaseUrl);
  spoolDir = await mkdtemp(join(tmpdir(), 'presend-spool-'));
});
afterEach(async () => {
  wire.mend();
  await presend?.stop();
  await wire.close();
});

async function start(): Promise<void> {
  presend = await TestPresend.start({ databaseUrl: wire.url, spoolDir });
}

/** Restarts the node while its database cannot be reached. */
async function restartWithoutDatabase(): Promise<void> {
  await presend.stop();
  wire.cut();
  await start();
}

async function levelOf(user: string): Promise<string | undefined> {
  const { json } = await presend.tencent(GROUP, groupMessage('hello', { From_Account: user }));
  return json.MsgBody?.at(-1).MsgContent.Data as string | undefined;
}

async function isMuted(user: string): Promise<boolean> {
  const { text } = await presend.tencent(GROUP, groupMessage('hello', { From_Account: user }));
  return !text.includes('"ErrorCode":0');
}

async function ready(): Promise<Record<string, unknown>> {
  const { status, json } = await presend.request('/health/ready', {});
  expect(status).toBe(200);
  return json as Record<string, unknown>;
}

it('starts without PostgreSQL with the last known mutes and levels, and reports the snapshot', async () => {
  await start();
  await presend.admin('PUT', `mutes/${APP}/mallory`, { code: 10101, info: 'You are muted.' });
  await presend.admin('PUT', `mutes/${APP}/trent`, { until: '2020-01-01T00:00:00Z' });
  await presend.admin('PUT', `members/${APP}/jared`, { level: 'LV1' });
  await presend.admin('PUT', `members/${APP}/jared`, { level: 'LV7', conversationId: 'other' });
  expect((await ready())['snapshot']).toBeUndefined();
  // The change feed also tells this node, which then reads the change and writes a snapshot.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await restartWithoutDatabase();

  const { text } = await presend.tencent(GROUP, groupMessage('hello', { From_Account: 'mallory' }));
  expect(text).toBe('{"ActionStatus":"OK","ErrorInfo":"You are muted.","ErrorCode":10101}');
  expect(await isMuted('trent')).toBe(false);
  expect(await levelOf('jared')).toBe('LV1');
  const elsewhere = await presend.tencent(
    GROUP,
    groupMessage('hello', { From_Account: 'jared', GroupId: 'other' }),
  );
  expect(elsewhere.json.MsgBody.at(-1).MsgContent.Data).toBe('LV7');
  expect(await ready()).toMatchObject({
    status: 'degraded',
    database: 'down',
    snapshot: { mutes: expect.stringMatching(/^20/), levels: expect.stringMatching(/^20/) },
  });
});

it('evaluates the rules and lists of its last snapshot', async () => {
  await start();
  await presend.admin('PUT', 'keyword-lists/gambling/entries', '赌博\ncasino', {
    'content-type': 'text/plain',
  });
  const rule = {
    name: 'no-casino',
    when: 'keywords("gambling", text)',
    then: { action: 'reject', code: 10102, info: 'no' },
    state: 'live',
  };
  expect((await presend.admin('POST', 'rules', rule)).status).toBe(201);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await restartWithoutDatabase();
  const send = async (text: string): Promise<number> =>
    (await presend.tencent(GROUP, groupMessage(text))).json.ErrorCode as number;
  expect([await send('来 赌·博'), await send('hello')]).toEqual([10102, 0]);
  expect(await ready()).toMatchObject({ snapshot: { rules: expect.stringMatching(/^20/) } });
});

it('uses the rows of PostgreSQL again as soon as PostgreSQL is there', async () => {
  await start();
  await presend.admin('PUT', `mutes/${APP}/mallory`, {});
  await presend.admin('PUT', `members/${APP}/jared`, { level: 'LV1' });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await restartWithoutDatabase();
  expect(await isMuted('mallory')).toBe(true);
  // Another node removes the mute meanwhile, and changes the level.
  await query(databaseUrl, 'DELETE FROM mute');
  await query(databaseUrl, `UPDATE member_level SET level = 'LV2'`);
  wire.mend();
  await until(async () => !(await isMuted('mallory')) && (await levelOf('jared')) === 'LV2', 15_000);
  await until(async () => (await ready())['snapshot'] === undefined);
});

it('restores the levels of members who have not sent a message yet', async () => {
  await query(databaseUrl, 'SELECT 1');
  await start();
  const lines = Array.from({ length: 2_500 }, (_, i) =>
    JSON.stringify({ app: APP, userId: `u${i}`, level: `LV${i % 9}` }),
  );
  await presend.admin('POST', 'members:import', lines.join('\n'), { 'content-type': 'application/x-ndjson' });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await restartWithoutDatabase();
  for (const i of [0, 999, 1_000, 2_499]) expect(await levelOf(`u${i}`)).toBe(`LV${i % 9}`);
});

it('starts without PostgreSQL and without a snapshot', async () => {
  wire.cut();
  await start();
  expect((await presend.tencent(GROUP, groupMessage('hello'))).text).toBe(ALLOWED);
  const body = await ready();
  expect([body['status'], body['snapshot']]).toEqual(['degraded', undefined]);
});

it('starts without a snapshot if its file is damaged', async () => {
  await start();
  await presend.admin('PUT', `mutes/${APP}/mallory`, {});
  await presend.stop();
  const folder = join(spoolDir, 'snapshots');
  for (const name of await readdir(folder)) {
    const bytes = await readFile(join(folder, name));
    await writeFile(join(folder, name), bytes.subarray(0, bytes.length - 3));
  }
  wire.cut();
  await start();
  expect(await isMuted('mallory')).toBe(false);
  expect((await ready())['snapshot']).toBeUndefined();
});

it('restores a mute after the process was killed a second after the call', async () => {
  const options = { DATABASE_URL: wire.url, SPOOL_DIR: spoolDir };
  const first = await PresendProcess.start(options);
  const headers = { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' };
  await fetch(`${first.url}/api/v1/mutes/${APP}/mallory`, { method: 'PUT', headers, body: '{"code":10101}' });
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  first.kill('SIGKILL');
  await first.exited;
  wire.cut();
  const second = await PresendProcess.start(options);
  const body = JSON.stringify(groupMessage('hello', { From_Account: 'mallory' }));
  const reply = await fetch(second.url + tencentPath(GROUP), { method: 'POST', body });
  expect(await reply.json()).toMatchObject({ ErrorCode: 10101 });
  second.kill('SIGKILL');
  await second.exited;
  await start();
});

it('applies a mute by a rule while PostgreSQL is away, keeps it over a restart, and stores it afterwards', async () => {
  await start();
  const rules = [
    {
      name: 'no-casino',
      when: 'text.contains("casino")',
      then: { action: 'mute', seconds: 600 },
      state: 'live',
    },
  ];
  await presend.admin('POST', 'rule-sets', { rules, reason: 'a test' });
  wire.cut();
  await presend.tencent(GROUP, groupMessage('casino', { From_Account: 'mallory' }));
  expect(await isMuted('mallory')).toBe(true);
  await restartWithoutDatabase();
  expect(await isMuted('mallory')).toBe(true);
  wire.mend();
  await until(async () => (await query(databaseUrl, 'SELECT FROM mute')).length === 1, 10_000);
  expect(await isMuted('mallory')).toBe(true);
});
