import { ADMIN_KEY, TestPresend } from '../support/presend.js';

let presend: TestPresend;
afterEach(() => presend.stop());

const PATHS = [
  ['GET', 'messages'],
  ['PUT', 'members/1/a'],
  ['POST', 'members:import'],
  ['PUT', 'mutes/1/a'],
  ['DELETE', 'mutes/1/a'],
  ['GET', 'api-keys'],
  ['POST', 'api-keys'],
  ['DELETE', 'api-keys/1'],
] as const;

it('refuses every call without the key', async () => {
  presend = await TestPresend.start();
  for (const [method, path] of PATHS) {
    for (const authorization of ['', 'Bearer', 'Bearer wrong', `Basic ${ADMIN_KEY}`, ADMIN_KEY]) {
      const { status } = await presend.admin(method, path, undefined, { authorization });
      expect(status).toBe(401);
    }
  }
  expect((await presend.admin('GET', 'messages')).status).toBe(200);
});

it('refuses every call if no key is configured', async () => {
  presend = await TestPresend.start({ adminApiKey: undefined });
  for (const authorization of ['', 'Bearer ', 'Bearer undefined', `Bearer ${ADMIN_KEY}`]) {
    expect((await presend.admin('GET', 'messages', undefined, { authorization })).status).toBe(401);
  }
});

it('makes an address that guesses keys wait, at every path', async () => {
  presend = await TestPresend.start();
  const statuses: number[] = [];
  for (let i = 0; i < 70; i++) {
    const [method, path] = PATHS[i % PATHS.length]!;
    statuses.push(
      (await presend.admin(method, path, undefined, { authorization: `Bearer guess-${i}` })).status,
    );
  }
  expect(statuses.filter((status) => status === 401)).toHaveLength(60);
  expect(statuses.at(-1)).toBe(429);
  expect((await presend.admin('GET', 'messages')).status).toBe(200);
});

describe('an error is a problem of RFC 9457', () => {
  it.each([
    ['GET', 'messages', 'Bearer wrong', 401, 'Unauthorized'],
    ['DELETE', 'mutes/1/a', undefined, 404, 'Not Found'],
    ['GET', 'messages?limit=0', undefined, 400, 'Bad Request'],
  ])('%s %s', async (method, path, authorization, status, title) => {
    presend = await TestPresend.start();
    const answer = await presend.admin(method, path, undefined, authorization ? { authorization } : {});
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.json).toMatchObject({
      type: 'about:blank',
      title,
      status,
      detail: expect.stringMatching(/./),
      instance: `/api/v1/${path.split('?')[0]}`,
    });
    expect(answer.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null);
  });

  it('also while PostgreSQL is away, without internals', async () => {
    presend = await TestPresend.start({ databaseUrl: 'postgres://nobody:secret@127.0.0.1:1/none' });
    const { status, json, headers } = await presend.admin('GET', 'messages');
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('1');
    expect(json.detail).toBe('PostgreSQL is away: try again in a moment.');
  });
});
