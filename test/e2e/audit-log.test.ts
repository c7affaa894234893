import { query } from '../support/database.js';
import { APP, TestPresend } from '../support/presend.js';

let presend: TestPresend;
beforeEach(async () => {
  presend = await TestPresend.start();
});
afterEach(() => presend.stop());

interface Entry {
  readonly id: number;
  readonly actor: string;
  readonly method: string;
  readonly url: string;
  readonly status: number | null;
}

async function entries(filter = ''): Promise<Entry[]> {
  return (await presend.admin('GET', `audit-log${filter}`)).json.items;
}

it('records each change and each read of messages, with its status', async () => {
  const { key } = (await presend.admin('POST', 'api-keys', { name: 'anna', role: 'editor' })).json;
  const own = { authorization: `Bearer ${key}` };
  await presend.admin('PUT', `members/${APP}/jared`, { level: 'LV1' }, own);
  await presend.admin('PUT', `members/${APP}/jared`, { level: '' }, own);
  await presend.admin('GET', 'messages?sender=jared', undefined, own);
  await presend.admin('GET', 'rules', undefined, own);
  expect(await entries()).toMatchObject([
    { actor: 'anna', role: 'editor', method: 'GET', url: '/api/v1/messages?sender=jared', status: 200 },
    { actor: 'anna', method: 'PUT', url: `/api/v1/members/${APP}/jared`, body: '{"level":""}', status: 400 },
    {
      actor: 'anna',
      method: 'PUT',
      body: '{"level":"LV1"}',
      status: 200,
      address: expect.stringContaining('127.0.0.1'),
    },
    { actor: 'ADMIN_API_KEY', method: 'POST', url: '/api/v1/api-keys', status: 201 },
  ]);
  expect(JSON.stringify(await entries())).not.toContain(key);
});

it('has pages, and filters by actor and time', async () => {
  for (const user of ['a', 'b', 'c']) await presend.admin('DELETE', `members/${APP}/${user}`);
  const { items, nextCursor } = (await presend.admin('GET', 'audit-log?limit=2')).json;
  expect(items).toHaveLength(2);
  expect(await entries(`?limit=2&cursor=${nextCursor}`)).toMatchObject([
    { url: `/api/v1/members/${APP}/a`, status: 404 },
  ]);
  expect(await entries('?actor=nobody')).toEqual([]);
  expect(await entries(`?from=${new Date(Date.now() + 60_000).toISOString()}`)).toEqual([]);
});

it.each([
  'UPDATE audit_call SET actor = $$me$$',
  'DELETE FROM audit_outcome',
  'TRUNCATE audit_outcome, audit_call',
])('refuses every change: %s', async (statement) => {
  await presend.admin('DELETE', `members/${APP}/a`);
  await expect(query(presend.databaseUrl, statement)).rejects.toThrow('neither changed nor deleted');
});

it('a call that cannot be recorded does not run', async () => {
  await presend.admin('PUT', `members/${APP}/jared`, { level: 'LV1' });
  await query(presend.databaseUrl, 'ALTER TABLE audit_call ADD CONSTRAINT no CHECK (false) NOT VALID');
  expect((await presend.admin('PUT', `members/${APP}/jared`, { level: 'LV2' })).status).toBe(500);
  expect((await presend.admin('GET', 'messages')).status).toBe(500);
  expect((await presend.admin('GET', `members/${APP}/jared`)).json.level).toBe('LV1');
});

it('does not store a key that a caller wrote into a url or a body', async () => {
  const { key } = (await presend.admin('POST', 'api-keys', { name: 'x', role: 'viewer' })).json;
  await presend.admin('DELETE', `api-keys/${key}`);
  await presend.admin('POST', 'api-keys', { name: key, role: 'viewer' });
  expect(await entries()).toHaveLength(3);
  expect(JSON.stringify(await entries())).not.toContain(key);
});

it('records the status that the caller got, whatever was thrown', async () => {
  const rules = [{ name: 'a', when: 'text ==', then: { action: 'discard' } }];
  const answers = [
    await presend.admin('POST', 'rule-sets', { rules }),
    await presend.admin('PUT', `mutes/${APP}/a`, {}, { 'if-match': '"x"' }),
    await presend.admin('POST', 'members:import', 'nonsense'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([422, 412, 422]);
  expect((await entries()).map(({ status }) => status)).toEqual([422, 412, 422]);
});
