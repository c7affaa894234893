import { MemberLevels } from '../../src/member-level/member-levels.js';
import { createDatabase, query } from '../support/database.js';
import { GROUP, groupMessage } from '../support/messages.js';
import { APP, TestPresend } from '../support/presend.js';
import { until } from '../support/until.js';
import { Wire } from '../support/wire.js';

let databaseUrl: string;
let presend: TestPresend;
let other: TestPresend;
beforeAll(async () => {
  databaseUrl = await createDatabase();
  presend = await TestPresend.start({ databaseUrl });
  other = await TestPresend.start({ databaseUrl });
});
afterAll(async () => {
  await presend.stop();
  await other.stop();
});

const put = (userId: string, level: object) => presend.admin('PUT', `members/${APP}/${userId}`, level);

async function levelOf(userId: string, node = presend, GroupId = 'g'): Promise<string | undefined> {
  const { json } = await node.tencent(GROUP, groupMessage('hello', { From_Account: userId, GroupId }));
  return json.MsgBody?.[1]?.MsgContent.Data;
}

const importText = (text: string, type: string) =>
  presend.admin('POST', 'members:import', text, { 'content-type': type });

async function stored(): Promise<number> {
  const [row] = await query<{ count: string }>(databaseUrl, 'SELECT count(*) FROM member_level');
  return Number(row!.count);
}

it('delivers a level as soon as it is set, another one in one conversation, and none after it is removed', async () => {
  expect((await put('a', { level: 'LV1', title: 'Bronze' })).status).toBe(200);
  await put('a', { level: 'LV9', conversationId: 'g9' });
  expect([await levelOf('a'), await levelOf('a', presend, 'g9')]).toEqual(['LV1', 'LV9']);
  expect((await presend.admin('GET', `members/${APP}/a`)).json).toEqual({
    app: APP,
    userId: 'a',
    level: 'LV1',
    title: 'Bronze',
    conversations: [{ conversationId: 'g9', level: 'LV9', title: null }],
  });
  expect((await presend.admin('DELETE', `members/${APP}/a?conversationId=g9`)).status).toBe(204);
  expect(await levelOf('a', presend, 'g9')).toBe('LV1');
  await presend.admin('DELETE', `members/${APP}/a`);
  expect(await levelOf('a')).toBeUndefined();
  expect((await presend.admin('GET', `members/${APP}/a`)).status).toBe(404);
});

it('changes a level on every node within two seconds, also if the node knew that there was none', async () => {
  expect(await levelOf('b', other)).toBeUndefined();
  await put('b', { level: 'LV1' });
  await until(async () => (await levelOf('b', other)) === 'LV1', 2_000);
  await put('b', { level: 'LV2' });
  await until(async () => (await levelOf('b', other)) === 'LV2', 2_000);
});

it('finds the level for many messages that arrive together', async () => {
  await put('crowd', { level: 'LV3' });
  const levels = await Promise.all(Array.from({ length: 100 }, () => levelOf('crowd')));
  expect(new Set(levels)).toEqual(new Set(['LV3']));
});

it.each([
  [
    'application/x-ndjson',
    `{"app":"${APP}","userId":"n1","level":"LV1"}\n\n{"app":${APP},"userId":"n2","level":"LV2","title":"t","conversationId":"g"}\n`,
    ['n1', 'n2'],
  ],
  ['text/csv', `userId,app,level,conversationId\r\nc1,${APP},LV1,\r\n"c,2",${APP},LV2,g\r\n`, ['c1', 'c,2']],
])('imports members from %s', async (type, text, [first, second]) => {
  expect((await importText(text, type)).json).toEqual({ imported: 2 });
  expect([await levelOf(first!), await levelOf(second!)]).toEqual(['LV1', 'LV2']);
});

it.each([
  [
    'application/x-ndjson',
    `{"app":"1","userId":"x1","level":"LV1"}\nnonsense\n{"app":"1","userId":"x2"}\n{"app":"1","userId":"x1","level":"LV3"}\n{"app":"1","userId":"x3","level":"LV1","vip":true}`,
    [2, 3, 4, 5],
  ],
  ['text/csv', 'app,userId,level\n1,x1,LV1\n1,,LV1\n1,x2,\n1,x1,LV2\n', [3, 4, 5]],
  ['text/csv', 'app,user,level\n1,x1,LV1\n', [1]],
])('imports no member if lines of a %s are wrong, and names the lines', async (type, text, lines) => {
  const before = await stored();
  const { status, json } = await importText(text, type);
  expect(status).toBe(422);
  expect(json.errors.map(({ line }: { line: number }) => line)).toEqual(lines);
  expect(await stored()).toBe(before);
});

it('imports a hundred thousand members, and the other node knows them within two seconds', async () => {
  const lines = Array.from(
    { length: 100_000 },
    (_, i) => `{"app":"${APP}","userId":"m${i}","level":"LV${i % 10}"}`,
  );
  const start = performance.now();
  expect((await importText(lines.join('\n'), 'application/x-ndjson')).json).toEqual({ imported: 100_000 });
  process.stdout.write(`    100,000 members imported in ${Math.round(performance.now() - start)} ms\n`);
  await until(async () => (await levelOf('m99999', other)) === 'LV9', 2_000);
}, 60_000);

it('rejects a level that is not valid, and says why', async () => {
  expect((await put('z', { level: '' })).status).toBe(400);
  expect((await put('z', { level: 'LV1', rank: 1 })).json.detail).toBe('property rank should not exist');
  expect((await put('z', {})).status).toBe(400);
});

it('needs no query if the whole table is in memory, and then finds no level for other members', async () => {
  const wire = await Wire.to(await createDatabase());
  const node = await TestPresend.start({ databaseUrl: wire.url, logWaitMs: 500 });
  try {
    await node.admin('PUT', `members/${APP}/ann`, { level: 'LV3' });
    await node.admin('PUT', `members/${APP}/tom`, { level: 'LV4' });
    await node.admin('DELETE', `members/${APP}/tom`);
    expect(await levelOf('ann', node)).toBe('LV3');
    const levels = node.app.get(MemberLevels, { strict: false });
    await until(() =>
      ['nobody', 'tom'].every(
        (userId) => levels.levelOf({ appId: APP, userId, conversationId: null }) === null,
      ),
    );
    wire.cut();
    expect(await levelOf('ann', node)).toBe('LV3');
    for (const userId of ['nobody', 'tom']) expect(await levelOf(userId, node)).toBeUndefined();
    wire.mend();
    await until(async () => (await node.records({ sender: 'nobody' })).length === 1, 15_000);
    expect((await node.records({ sender: 'nobody' }))[0].failure).toBeNull();
  } finally {
    await node.stop();
    await wire.close();
  }
}, 40_000);
