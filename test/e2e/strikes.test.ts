import type { PresendModuleOptions } from '../../src/index.js';
import { createDatabase, query } from '../support/database.js';
import { GROUP, groupMessage } from '../support/messages.js';
import { TestPresend } from '../support/presend.js';
import { until } from '../support/until.js';

const STRIKES = 'strikes/1400000001/jared';
let presend: TestPresend;
afterEach(() => presend.stop());

async function start(options: PresendModuleOptions = {}): Promise<void> {
  presend = await TestPresend.start(options);
  const rules = [
    {
      name: 'out',
      when: 'strikes >= 2',
      then: { action: 'reject', code: 10102 },
      state: 'live',
      priority: 1,
    },
    { name: 'look', when: 'text.contains("maybe")', then: { action: 'review' }, state: 'live' },
  ];
  expect((await presend.admin('POST', 'rule-sets', { rules, reason: 'a test' })).status).toBe(201);
}

async function codeOf(text: string, more: object = {}): Promise<number> {
  return (await presend.tencent(GROUP, groupMessage(text, more))).json.ErrorCode;
}

it('gives rules the number of strikes that a sender has', async () => {
  await start();
  await presend.admin('POST', STRIKES, { reason: 'the first' });
  expect(await codeOf('hello')).toBe(0);
  const { status, json } = await presend.admin('POST', STRIKES, { reason: 'the second', seconds: null });
  expect({ status, json }).toMatchObject({
    status: 201,
    json: { reason: 'the second', givenBy: 'ADMIN_API_KEY', expiresAt: null },
  });
  expect(await codeOf('hello')).toBe(10102);
  expect(await codeOf('hello', { From_Account: 'somebody else' })).toBe(0);
});

it('counts a strike until it expires or is revoked', async () => {
  await start();
  await presend.admin('POST', STRIKES, { reason: 'for good', seconds: null });
  await presend.admin('POST', STRIKES, { reason: 'short', seconds: 1 });
  expect(await codeOf('hello')).toBe(10102);
  await until(async () => (await codeOf('hello')) === 0, 3_000);
  const { id } = (await presend.admin('POST', STRIKES, { reason: 'wrong' })).json;
  expect(await codeOf('hello')).toBe(10102);
  expect((await presend.admin('DELETE', `strikes/${id}`)).status).toBe(204);
  expect(await codeOf('hello')).toBe(0);
  expect((await presend.admin('DELETE', `strikes/${id}`)).status).toBe(404);
  const all = (await presend.admin('GET', 'strikes?app=1400000001&userId=jared')).json.items;
  expect(all.map(({ reason }: { reason: string }) => reason)).toEqual(['wrong', 'short', 'for good']);
  expect(all[0]).toMatchObject({ revokedBy: 'ADMIN_API_KEY' });
  expect((await presend.admin('GET', 'strikes?counting=true')).json.items).toHaveLength(1);
});

it('stores the strike and the mute of a review together, or neither', async () => {
  const databaseUrl = await createDatabase();
  await start({ databaseUrl });
  await codeOf('maybe');
  const [{ id }] = (await presend.admin('POST', 'reviews/claim', {})).json.items;
  const decision = { label: 'violation', mute: { seconds: 60 }, strike: {} };
  await query(databaseUrl, 'ALTER TABLE strike RENAME TO strike_away');
  expect((await presend.admin('POST', `reviews/${id}/decide`, decision)).status).toBe(500);
  await query(databaseUrl, 'ALTER TABLE strike_away RENAME TO strike');
  expect(await codeOf('still here')).toBe(0);
  expect((await presend.admin('POST', `reviews/${id}/decide`, decision)).status).toBe(200);
  expect((await presend.admin('GET', 'strikes')).json.items).toMatchObject([
    { appId: '1400000001', userId: 'jared', reason: 'review: look' },
  ]);
  expect(await codeOf('muted')).toBe(1);
});

it('counts a strike on another node within two seconds', async () => {
  const databaseUrl = await createDatabase();
  presend = await TestPresend.start({ databaseUrl });
  const other = await TestPresend.start({ databaseUrl });
  try {
    const rules = [{ name: 'out', when: 'strikes > 0', then: { action: 'reject' }, state: 'live' }];
    await presend.admin('POST', 'rule-sets', { rules, reason: 'a test' });
    await presend.admin('POST', STRIKES, { reason: 'spam' });
    await until(async () => {
      const { json } = await other.tencent(GROUP, groupMessage('hello'));
      return json.ErrorCode === 1;
    }, 2_000);
  } finally {
    await other.stop();
  }
});
