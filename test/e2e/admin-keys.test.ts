import { createDatabase, query } from '../support/database.js';
import { ADMIN_KEY, type Answer, TestPresend } from '../support/presend.js';
import { PresendProcess } from '../support/process.js';
import { until } from '../support/until.js';

let databaseUrl: string;
let presend: TestPresend;
let other: TestPresend;
beforeAll(async () => {
  databaseUrl = await createDatabase();
  presend = await TestPresend.start({ databaseUrl });
  other = await TestPresend.start({ databaseUrl, adminApiKey: undefined });
});
afterAll(async () => {
  await presend.stop();
  await other.stop();
});

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const make = (body: object, node = presend, key = ADMIN_KEY) =>
  node.admin('POST', 'api-keys', body, bearer(key));
const list = (key = ADMIN_KEY, node = presend) => node.admin('GET', 'api-keys', undefined, bearer(key));
const remove = (id: string) => presend.admin('DELETE', `api-keys/${id}`);

async function keyOf(name: string, role: string): Promise<{ id: string; key: string }> {
  const { status, json } = await make({ name, role });
  expect(status).toBe(201);
  return json;
}

async function statusOf(key: string, node = presend): Promise<number> {
  return (await node.admin('GET', 'messages', undefined, bearer(key))).status;
}

it('shows a key only in the answer of the call that makes it, and names the caller', async () => {
  const { status, json, headers } = await make({ name: 'anna', role: 'admin' });
  expect(status).toBe(201);
  expect(headers.get('cache-control')).toBe('no-store');
  const { id, key, createdAt, ...rest } = json;
  const unbounded = { expiresAt: null, revokedAt: null };
  expect(key).toMatch(/^psk_[\w-]{43}$/);
  expect(rest).toEqual({ name: 'anna', role: 'admin', createdBy: 'ADMIN_API_KEY', ...unbounded });

  const ben = (await make({ name: 'ben', role: 'viewer' }, presend, key)).json;
  expect(ben.createdBy).toBe('anna');
  const listed = await list();
  expect(listed.json.items).toEqual([
    { id, name: 'anna', role: 'admin', createdAt, createdBy: 'ADMIN_API_KEY', ...unbounded },
    { id: ben.id, name: 'ben', role: 'viewer', createdAt: ben.createdAt, createdBy: 'anna', ...unbounded },
  ]);
  expect(listed.text).not.toContain('psk_');
});

const CALLS = [
  ['GET', 'messages', undefined, 'viewer'],
  ['HEAD', 'messages', undefined, 'viewer'],
  ['GET', 'members/1/nobody', undefined, 'viewer'],
  ['PUT', 'members/1/a', { level: 'LV1' }, 'editor'],
  ['DELETE', 'members/1/a', undefined, 'editor'],
  ['POST', 'members:import', '{"app":"1","userId":"a","level":"LV1"}', 'editor'],
  ['PUT', 'mutes/1/a', {}, 'moderator'],
  ['DELETE', 'mutes/1/a', undefined, 'moderator'],
  ['GET', 'reviews', undefined, 'moderator'],
  ['GET', 'rules', undefined, 'viewer'],
  ['PUT', 'rules/x', {}, 'editor'],
  ['GET', 'audit-log', undefined, 'admin'],
  ['GET', 'api-keys', undefined, 'admin'],
  ['POST', 'api-keys', { name: '', role: '' }, 'admin'],
  ['DELETE', 'api-keys/0', undefined, 'admin'],
] as const;
const ROLES = ['viewer', 'moderator', 'editor', 'admin'] as const;

describe.each(ROLES)('the role %s', (role) => {
  let key: string;
  beforeAll(async () => ({ key } = await keyOf(`a ${role}`, role)));

  it.each(CALLS)('is checked at %s %s', async (method, path, body, needed) => {
    const { status, text } = await presend.admin(method, path, body, bearer(key));
    if (ROLES.indexOf(role) >= ROLES.indexOf(needed)) return expect([200, 204, 400, 404]).toContain(status);
    expect(status).toBe(403);
    expect(JSON.parse(text).detail).toBe(
      `This call needs a key with the role ${needed}: 'a ${role}' has the role ${role}.`,
    );
  });
});

it('rejects a part of a key, a changed key, and the stored hash', async () => {
  const { key } = await keyOf('nearly', 'admin');
  const [row] = await query<{ key_hash: Buffer }>(
    databaseUrl,
    `SELECT key_hash FROM admin_key WHERE name = 'nearly'`,
  );
  const hash = row!.key_hash;
  for (const wrong of [
    key.slice(0, -1),
    `${key}A`,
    key.slice('psk_'.length),
    hash.toString('hex'),
    hash.toString('base64'),
  ]) {
    expect(await statusOf(wrong)).toBe(401);
  }
  expect(await statusOf(key)).toBe(200);
});

it('answers 409 if the name is taken, also by ADMIN_API_KEY; a revoked key frees its name', async () => {
  const { id } = await keyOf('twice', 'viewer');
  for (const name of ['twice', 'ADMIN_API_KEY']) {
    const { status, json } = await make({ name, role: 'viewer' });
    expect(status).toBe(409);
    expect(json.detail).toBe(`The name '${name}' is taken: choose another one.`);
  }
  await remove(id);
  await keyOf('twice', 'viewer');
});

it('gives a name to one of many concurrent calls', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => make({ name: 'race', role: 'viewer' })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
});

it.each([
  [{ role: 'viewer' }, 'name'],
  [{ name: '', role: 'viewer' }, 'name'],
  [{ name: ' x', role: 'viewer' }, 'name'],
  [{ name: 'x\u0000y', role: 'viewer' }, 'name'],
  [{ name: 'x'.repeat(101), role: 'viewer' }, 'name'],
  [{ name: 7, role: 'viewer' }, 'name'],
  [{ name: 'x' }, 'role'],
  [{ name: 'x', role: 'root' }, 'role'],
  [{ name: 'x', role: 'viewer', key: 'of-my-own' }, 'key'],
])('rejects %j, and names the member %s', async (body, member) => {
  const { status, json } = await make(body);
  expect(status).toBe(400);
  expect(String(json.detail)).toContain(member);
});

it('answers 404 if there is no key to revoke', async () => {
  const { id } = await keyOf('gone', 'viewer');
  expect((await remove(id)).status).toBe(204);
  for (const nobody of [id, 'gone', '0']) expect((await remove(nobody)).status).toBe(404);
});

it('accepts a new key and rejects a revoked one at once, and on every node within two seconds', async () => {
  const { id, key } = await keyOf('everywhere', 'viewer');
  expect(await statusOf(key)).toBe(200);
  await until(async () => (await statusOf(key, other)) === 200, 2_000);
  await remove(id);
  expect(await statusOf(key)).toBe(401);
  await until(async () => (await statusOf(key, other)) === 401, 2_000);
});

it('accepts a key on a node that starts later, also without ADMIN_API_KEY', async () => {
  const { key } = await keyOf('late', 'admin');
  const late = await TestPresend.start({ databaseUrl, adminApiKey: undefined });
  expect((await list(key, late)).status).toBe(200);
  await late.stop();
});

it('stores no key in the table', async () => {
  const { key } = await keyOf('secret', 'viewer');
  const [row] = await query<{ text: string; bytes: string }>(
    databaseUrl,
    `SELECT admin_key::text AS text, encode(key_hash, 'escape') AS bytes FROM admin_key WHERE name = 'secret'`,
  );
  const secret = key.slice('psk_'.length);
  for (const written of [
    secret,
    Buffer.from(secret, 'base64url').toString('hex'),
    Buffer.from(key).toString('hex'),
  ])
    expect(row!.text + row!.bytes).not.toContain(written);
});

it('keeps keys valid while PostgreSQL is away', async () => {
  const doomed = await TestPresend.start();
  const admin = (await make({ name: 'a', role: 'admin' }, doomed)).json.key;
  const viewer = (await make({ name: 'v', role: 'viewer' }, doomed)).json.key;
  const name = new URL(doomed.databaseUrl).pathname.slice(1);
  await query(databaseUrl, `DROP DATABASE ${name} WITH (FORCE)`);
  // A search needs the database; the check of the key does not.
  expect(await statusOf(viewer, doomed)).toBe(500);
  expect((await list(viewer, doomed)).status).toBe(403);
  expect((await list(admin, doomed)).json.items).toHaveLength(2);
  expect(await statusOf('psk_wrong', doomed)).toBe(401);
  await doomed.stop();
});

it('writes no key to the log', async () => {
  const node = await PresendProcess.start({ DATABASE_URL: await createDatabase() });
  const call = async (method: string, path: string, key: string, body?: object): Promise<Answer['json']> => {
    const headers = { ...bearer(key), 'content-type': 'application/json' };
    const response = await fetch(`${node.url}/api/v1/${path}`, {
      method,
      headers,
      body: JSON.stringify(body),
    });
    return response.json();
  };
  const { key } = await call('POST', 'api-keys', ADMIN_KEY, { name: 'a', role: 'viewer' });
  await call('POST', 'api-keys', ADMIN_KEY, { name: 'a', role: 'viewer' });
  await call('GET', 'messages', key);
  await call('POST', 'api-keys', key, { name: key, role: 'viewer' });
  await call('GET', 'messages', `${key}-wrong`);
  await call('GET', `api-keys/${key}`, ADMIN_KEY);
  node.kill('SIGTERM');
  await node.exited;
  expect(node.output).toContain('Listening');
  expect(node.output).not.toContain(key);
  expect(node.output).not.toContain(ADMIN_KEY);
});

it('describes the calls at /api/openapi.json', async () => {
  const node = await PresendProcess.start({ DATABASE_URL: await createDatabase() });
  const response = await fetch(`${node.url}/api/openapi.json`);
  const { paths } = (await response.json()) as Answer['json'];
  node.kill('SIGTERM');
  await node.exited;
  expect(Object.keys(paths['/api/v1/api-keys'].post.responses)).toEqual(
    expect.arrayContaining(['201', '409', 'default']),
  );
  expect(Object.keys(paths['/api/v1/api-keys/{id}'])).toEqual(['delete']);
});

it('rejects a key that has expired, and makes no key that would have expired already', async () => {
  const expiresAt = new Date(Date.now() + 700).toISOString();
  const { status, json } = await make({ name: 'brief', role: 'viewer', expiresAt });
  expect([status, json.expiresAt]).toEqual([201, expiresAt]);
  expect(await statusOf(json.key)).toBe(200);
  await until(async () => (await statusOf(json.key)) === 401, 3_000);
  const past = await make({ name: 'late', role: 'viewer', expiresAt: '2020-01-01T00:00:00Z' });
  expect([past.status, past.json.detail]).toEqual([400, expect.stringContaining('has passed')]);
});

it('lists a revoked key, and rejects it', async () => {
  const { id, key } = await keyOf('taken back', 'viewer');
  expect((await remove(id)).status).toBe(204);
  expect(await statusOf(key)).toBe(401);
  const item = (await list()).json.items.find((candidate: { id: string }) => candidate.id === id);
  expect(item).toMatchObject({ name: 'taken back', revokedAt: expect.stringMatching(/^20/) });
});
