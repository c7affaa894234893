import { createDatabase, query } from '../support/database.js';
import { ADMIN_KEY, type Answer, APP, TestPresend } from '../support/presend.js';
import { raw } from '../support/raw.js';

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

const RULE = { name: 'r', when: 'false', then: { action: 'discard' } };
const etagIn = ({ headers }: Answer): string => headers.get('etag')!;
const ifMatch = (etag: string) => ({ 'if-match': etag });
const isNew = { 'if-none-match': '*' };

// Not with fetch: it asks for the whole answer if the caller sets an ETag.
const ask = (path: string, known: string) =>
  raw(
    presend.url,
    `GET /api/v1/${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n` +
      `Authorization: Bearer ${ADMIN_KEY}\r\nIf-None-Match: ${known}\r\n\r\n`,
  );

/** The resources with an ETag: their urls, their bodies, and their form for one conversation. */
const THINGS = [
  ['members', (n: number) => ({ level: `LV${n}` })],
  ['mutes', (n: number) => ({ info: `${n}` })],
] as const;

describe.each(THINGS)('%s', (name, content) => {
  const url = (id: string) => `${name}/${APP}/${id}`;
  const get = (id: string, where = '') => presend.admin('GET', url(id) + where);
  const put = (id: string, n: number, headers = {}, node = presend, more = {}) =>
    node.admin('PUT', url(id), { ...content(n), ...more }, headers);
  const remove = (id: string, headers = {}) => presend.admin('DELETE', url(id), undefined, headers);

  it('have the same ETag on every url, and another one for each content', async () => {
    const made = etagIn(await put('a', 1));
    expect(made).toMatch(/^"[\w-]{22}"$/);
    expect(etagIn(await get('a'))).toBe(made);
    const changed = etagIn(await put('a', 2));
    expect(changed).not.toBe(made);
    expect(etagIn(await put('a', 1))).toBe(made);
  });

  it('are not sent again to a caller that has them', async () => {
    const etag = etagIn(await put('again', 1));
    expect((await ask(url('again'), etag)).text).toMatch(/^HTTP\/1.1 304 /);
    expect((await ask(url('again'), '"x"')).text).toMatch(/^HTTP\/1.1 200 /);
  });

  it('are changed and removed only by a caller that knows the current version', async () => {
    const first = etagIn(await put('b', 1));
    const second = etagIn(await put('b', 2, ifMatch(first)));
    for (const stale of [first, `"${'x'.repeat(22)}"`, `W/${first}`]) {
      expect((await put('b', 3, ifMatch(stale))).status).toBe(412);
      expect((await remove('b', ifMatch(stale))).status).toBe(412);
    }
    expect(etagIn(await get('b'))).toBe(second);
    expect((await put('b', 3, ifMatch(`"x", W/${second}`))).status).toBe(200);
    expect((await put('b', 4, ifMatch('*'))).status).toBe(200);
    expect((await remove('b', ifMatch(etagIn(await get('b'))))).status).toBe(204);
    expect((await get('b')).status).toBe(404);
  });

  it('are created with If-None-Match only if they do not exist', async () => {
    expect((await put('c', 1, isNew)).status).toBe(200);
    expect((await put('c', 2, isNew)).status).toBe(412);
    expect((await put('c', 2, isNew, presend, { conversationId: 'g' })).status).toBe(200);
    expect((await put('c', 3, isNew, presend, { conversationId: 'g' })).status).toBe(412);
    expect((await put('gone', 1, ifMatch('*'))).status).toBe(412);
    expect((await remove('gone', ifMatch('*'))).status).toBe(412);
    expect((await get('gone')).status).toBe(404);
  });

  it.each(['x', '"x', 'W/x', '"x",', '"x" "y"', '""x"'])(
    'are not changed with If-Match: %s',
    async (header) => {
      expect((await put('d', 1, ifMatch(header))).status).toBe(400);
      expect((await get('d')).status).toBe(404);
    },
  );

  it('are not changed with an If-None-Match other than *', async () => {
    expect((await put('d', 1, { 'if-none-match': '"x"' })).status).toBe(400);
  });

  it('accept one of many changes to the same version, on any node', async () => {
    let etag = etagIn(await put('race', 0));
    for (let round = 1; round <= 10; round++) {
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, i) =>
          put('race', round * 10 + i, ifMatch(etag), i % 2 ? presend : other),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(412)]);
      const won = answers.find(({ status }) => status === 200)!;
      etag = etagIn(await get('race'));
      expect(etag).toBe(etagIn(won));
    }
  });

  it('are created by one of many callers that want a new one', async () => {
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, i) => put(`new-${round}`, i, isNew, i % 2 ? presend : other)),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(412)]);
    }
  });

  it('lose no change that happens between check and write of another call', async () => {
    await put('held', 1);
    const etag = etagIn(await get('held'));
    // A change without a precondition comes before or after, never in between.
    const table = name === 'members' ? 'member_level' : 'mute';
    const column = name === 'members' ? 'level' : 'info';
    const held = query(
      databaseUrl,
      `BEGIN; UPDATE ${table} SET ${column} = 'theirs' WHERE user_id = 'held'; SELECT pg_sleep(0.5); COMMIT`,
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await put('held', 2, ifMatch(etag))).status).toBe(412);
    await held;
    expect((await get('held')).text).toContain('theirs');
  });

  it('are not created over one that appears between check and write', async () => {
    const [table, column] = name === 'members' ? ['member_level', 'level'] : ['mute', 'info'];
    const held = query(
      databaseUrl,
      `BEGIN; INSERT INTO ${table} (app_id, user_id, ${column}) VALUES ('${APP}', 'late', 'theirs');
       SELECT pg_sleep(0.5); COMMIT`,
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await put('late', 1, isNew)).status).toBe(412);
    await held;
    expect((await get('late')).text).toContain('theirs');
  });
});

it("a level in one conversation changes the member's ETag, and a mute in one conversation has its own ETag", async () => {
  const url = `members/${APP}/both`;
  const first = etagIn(await presend.admin('PUT', url, { level: 'LV1' }));
  const second = etagIn(
    await presend.admin('PUT', url, { level: 'LV2', conversationId: 'g' }, ifMatch(first)),
  );
  expect(
    (await presend.admin('PUT', url, { level: 'LV3', conversationId: 'h' }, ifMatch(first))).status,
  ).toBe(412);
  expect(etagIn(await presend.admin('GET', url))).toBe(second);

  const mute = `mutes/${APP}/both`;
  const everywhere = etagIn(await presend.admin('PUT', mute, { info: 'x' }));
  const here = etagIn(await presend.admin('PUT', mute, { info: 'y', conversationId: 'g' }));
  expect(etagIn(await presend.admin('GET', `${mute}?conversationId=g`))).toBe(here);
  expect(
    (await presend.admin('DELETE', `${mute}?conversationId=g`, undefined, ifMatch(everywhere))).status,
  ).toBe(412);
  expect((await presend.admin('DELETE', `${mute}?conversationId=g`, undefined, ifMatch(here))).status).toBe(
    204,
  );
  expect(etagIn(await presend.admin('GET', mute))).toBe(everywhere);
});

it('of two callers that know the same version of a member, one adds a level', async () => {
  const url = `members/${APP}/pair`;
  for (let round = 0; round < 10; round++) {
    const etag = etagIn(await presend.admin('PUT', url, { level: `LV${round}` }));
    const answers = await Promise.all(
      [presend, other].map((node, i) =>
        node.admin('PUT', url, { level: 'LV1', conversationId: `${round}-${i}` }, ifMatch(etag)),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  }
});

it('rules and keyword lists are created with If-None-Match only if they do not exist', async () => {
  expect((await presend.admin('PUT', 'rules/r', RULE, isNew)).status).toBe(200);
  expect((await presend.admin('PUT', 'rules/r', RULE, isNew)).status).toBe(412);
  const importing = (headers: Record<string, string>) =>
    presend.admin('PUT', 'keyword-lists/words/entries', 'casino', headers);
  const made = await importing(isNew);
  expect((await importing(isNew)).status).toBe(412);
  for (const path of ['keyword-lists', 'keyword-lists/words/entries', 'rules', 'rules/r', 'rule-sets/active'])
    expect([path, etagIn(await presend.admin('GET', path))]).toEqual([path, etagIn(made)]);
  const replaced = etagIn(await importing(ifMatch(etagIn(made))));
  expect((await importing(ifMatch(etagIn(made)))).status).toBe(412);
  const gone = await presend.admin('DELETE', 'keyword-lists/words', undefined, ifMatch(replaced));
  expect(gone.status).toBe(200);
});

it('a version is activated only by a caller that knows the active one', async () => {
  const { json } = await presend.admin('POST', 'rule-sets', { rules: [RULE] });
  const active = etagIn(await presend.admin('GET', 'rule-sets/active'));
  const activate = (headers: Record<string, string>) =>
    presend.admin('POST', `rule-sets/${json.version}/activate`, {}, headers);
  await presend.admin('POST', 'rule-sets', { rules: [] });
  expect((await activate(ifMatch(active))).status).toBe(412);
  const now = etagIn(await presend.admin('GET', 'rule-sets/active'));
  expect((await activate(ifMatch(now))).status).toBe(204);
});
