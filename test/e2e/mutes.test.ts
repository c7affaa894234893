import { ALLOWED, GROUP, groupMessage, OPENIM_GROUP, openimMessage } from '../support/messages.js';
import { createDatabase, query } from '../support/database.js';
import { APP, TestPresend } from '../support/presend.js';
import { until } from '../support/until.js';

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

const put = (userId: string, mute: object, app = APP) => presend.admin('PUT', `mutes/${app}/${userId}`, mute);
const remove = (userId: string, query = '') => presend.admin('DELETE', `mutes/${APP}/${userId}${query}`);

async function codeOf(userId: string, node = presend, GroupId = 'g'): Promise<number> {
  const { json } = await node.tencent(GROUP, groupMessage('hello', { From_Account: userId, GroupId }));
  return json.ErrorCode;
}

it('applies a mute as soon as it is set, until it is removed', async () => {
  expect((await put('a', { code: 10150, info: 'Quiet.' })).json).toEqual({
    app: APP,
    userId: 'a',
    conversationId: null,
    until: null,
    code: 10150,
    info: 'Quiet.',
  });
  expect(await codeOf('a')).toBe(10150);
  expect((await remove('a')).status).toBe(204);
  expect(await codeOf('a')).toBe(0);
  expect((await remove('a')).status).toBe(404);
});

it('applies a mute with a conversation in that conversation only', async () => {
  await put('b', { conversationId: 'g1' });
  expect(await codeOf('b', presend, 'g1')).toBe(1);
  expect(await codeOf('b', presend, 'g2')).toBe(0);
  await remove('b', '?conversationId=g1');
  expect(await codeOf('b', presend, 'g1')).toBe(0);
});

it('reads the conversation of a DELETE from its body too', async () => {
  await put('b2', { conversationId: 'g1' });
  expect((await presend.admin('DELETE', `mutes/${APP}/b2`, { conversationId: 'g1' })).status).toBe(204);
  expect(await codeOf('b2', presend, 'g1')).toBe(0);
});

it('ends a mute at its time', async () => {
  await put('c', { until: Date.now() + 400 });
  expect(await codeOf('c')).toBe(1);
  await until(async () => (await codeOf('c')) === 0);
});

it.each([
  [APP, 10100, 200],
  [APP, 130000, 200],
  [APP, 5001, 400],
  [APP, 10201, 400],
  ['openim', 5001, 200],
  ['openim', 10101, 400],
  ['somebody', 10101, 400],
])('answers a mute in the app %s with the code %i with the status %i', async (app, code, status) => {
  expect((await put('d', { code }, app)).status).toBe(status);
});

it('rejects a mute that is not valid, says why, and stores nothing', async () => {
  for (const wrong of [{ until: 'soon' }, { code: 'x' }, { reason: 'x' }, { info: 1 }]) {
    const { status, json } = await put('e', wrong);
    expect(status).toBe(400);
    expect(String(json.detail)).toContain(Object.keys(wrong)[0]);
  }
  expect(await codeOf('e')).toBe(0);
});

it('mutes members whose ids have any characters', async () => {
  const id = 'ü/#@_%00 \u0000';
  expect((await put(encodeURIComponent(id), {})).status).toBe(200);
  expect(await codeOf(id)).toBe(1);
});

it('applies and removes a mute on every node within two seconds', async () => {
  await put('f', {});
  await until(async () => (await codeOf('f', other)) === 1, 2_000);
  await remove('f');
  await until(async () => (await codeOf('f', other)) === 0, 2_000);
});

it('applies a mute on a node whose change feed was disconnected meanwhile', async () => {
  await query(
    databaseUrl,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'presend-changes'`,
  );
  await put('g', {});
  await until(async () => (await codeOf('g', other)) === 1, 2_000);
});

it('reads the mutes again if a read failed', async () => {
  await query(databaseUrl, 'ALTER TABLE mute RENAME TO mute_away');
  await query(
    databaseUrl,
    `SELECT pg_notify('presend_changes', '{"topic":"mute","appId":"${APP}","userId":"late"}')`,
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
  await query(databaseUrl, `INSERT INTO mute_away (app_id, user_id) VALUES ('${APP}', 'late')`);
  await query(databaseUrl, 'ALTER TABLE mute_away RENAME TO mute');
  await until(async () => (await codeOf('late')) === 1 && (await codeOf('late', other)) === 1, 2_000);
});

it('applies a mute on a node that starts later', async () => {
  await put('h', {});
  const late = await TestPresend.start({ databaseUrl });
  expect(await codeOf('h', late)).toBe(1);
  await late.stop();
});

it('applies a mute in OpenIM too', async () => {
  await put('jared', { info: 'Quiet.' }, 'openim');
  const { json } = await presend.openim(OPENIM_GROUP, openimMessage('hello'));
  expect(json).toMatchObject({ errCode: 5001, errMsg: 'Quiet.', nextCode: 1 });
});

it('does not apply a mute to other members', async () => {
  await put('i', {});
  const { text } = await presend.tencent(GROUP, groupMessage('hello'));
  expect(text).toBe(ALLOWED);
});
