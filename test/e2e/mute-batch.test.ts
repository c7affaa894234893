import { GROUP, groupMessage } from '../support/messages.js';
import { createDatabase } from '../support/database.js';
import { APP, TestPresend } from '../support/presend.js';
import { until } from '../support/until.js';

let presend: TestPresend;
let other: TestPresend;
beforeAll(async () => {
  const databaseUrl = await createDatabase();
  presend = await TestPresend.start({ databaseUrl });
  other = await TestPresend.start({ databaseUrl });
});
afterAll(async () => {
  await presend.stop();
  await other.stop();
});

const batch = (body: object) => presend.admin('POST', 'mutes:batch', body);
const mutes = async (filter = '') => (await presend.admin('GET', `mutes?${filter}`)).json.items;

async function codeOf(userId: string, node = presend, GroupId = 'g'): Promise<number> {
  const { json } = await node.tencent(GROUP, groupMessage('hello', { From_Account: userId, GroupId }));
  return json.ErrorCode;
}

it('applies a batch on this node when it answers, and on others within two seconds', async () => {
  await presend.admin('PUT', `mutes/${APP}/old`, {});
  const put = [
    { app: APP, userId: 'a', code: 10150, info: 'Quiet.', until: '2099-01-01T00:00:00Z' },
    { app: APP, userId: 'b', conversationId: 'g' },
  ];
  const { status, json } = await batch({
    put,
    remove: [
      { app: APP, userId: 'old' },
      { app: APP, userId: 'never' },
    ],
  });
  expect([status, json]).toEqual([200, { put: 2, removed: 1 }]);
  expect([
    await codeOf('a'),
    await codeOf('b'),
    await codeOf('b', presend, 'h'),
    await codeOf('old'),
  ]).toEqual([10150, 1, 0, 0]);
  await until(async () => (await codeOf('a', other)) === 10150 && (await codeOf('old', other)) === 0, 2_000);
  expect(await mutes(`app=${APP}&userId=a`)).toEqual([
    {
      app: APP,
      userId: 'a',
      conversationId: null,
      until: '2099-01-01T00:00:00.000Z',
      code: 10150,
      info: 'Quiet.',
    },
  ]);
});

it('changes nothing if an item is wrong, and names each wrong item', async () => {
  const before = await mutes();
  const put = [
    { app: APP, userId: 'x' },
    { app: APP, userId: 'y', code: 5001 },
    { app: APP, userId: 'x', conversationId: null },
    { app: 'nobody', userId: 'z', code: 10101 },
  ];
  const { status, json } = await batch({
    put,
    remove: [
      { app: APP, userId: 'x' },
      { app: APP, userId: 'a' },
    ],
  });
  expect(status).toBe(422);
  expect(json.errors).toEqual([
    { pointer: '/put/1/code', detail: expect.stringContaining('10100–10200') },
    { pointer: '/put/2', detail: 'is the mute of /put/0 too' },
    { pointer: '/put/3/code', detail: expect.stringContaining("No platform has an app 'nobody'") },
    { pointer: '/remove/0', detail: 'is the mute of /put/0 too' },
  ]);
  const misshapen = await batch({
    put: [
      { app: APP, userId: 'x' },
      { app: APP, until: 'soon' },
    ],
    remove: [7],
  });
  expect(misshapen.status).toBe(400);
  const pointers = misshapen.json.errors.map(({ pointer }: { pointer: string }) => pointer);
  expect([...new Set(pointers)]).toEqual(['/put/1/userId', '/put/1/until', '/remove/0']);
  expect(await mutes()).toEqual(before);
});

it('accepts up to a thousand items, and an empty batch', async () => {
  const many = Array.from({ length: 1_000 }, (_, i) => ({ app: APP, userId: `m${i}` }));
  expect((await batch({ put: many })).json).toEqual({ put: 1_000, removed: 0 });
  expect((await batch({ remove: many })).json).toEqual({ put: 0, removed: 1_000 });
  expect((await batch({ put: [...many, { app: APP, userId: 'one' }] })).status).toBe(400);
  expect((await batch({})).json).toEqual({ put: 0, removed: 0 });
});

it('accepts ids with any characters', async () => {
  const userId = 'ü/#@_%00 \u0000\ud800';
  await batch({ put: [{ app: APP, userId, info: '\u0000' }] });
  expect(await codeOf(userId)).toBe(1);
  expect((await mutes(`userId=${encodeURIComponent('ü/#@_%00 \u0000')}`)).length).toBe(0);
  expect((await batch({ remove: [{ app: APP, userId }] })).json.removed).toBe(1);
});
