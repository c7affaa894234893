import type { PresendModuleOptions } from '../../src/index.js';
import type { Backtest } from '../../src/backtests/backtest.js';
import { createDatabase, query } from '../support/database.js';
import { GROUP, groupMessage, OPENIM_GROUP, openimMessage } from '../support/messages.js';
import { TestPresend } from '../support/presend.js';
import { until } from '../support/until.js';

let presend: TestPresend;
afterEach(() => presend.stop());

async function start(options: PresendModuleOptions = {}): Promise<void> {
  presend = await TestPresend.start(options);
}

function rule(name: string, when: string, more: object = {}): object {
  return { name, when, then: { action: 'reject', code: 10101 }, state: 'live', ...more };
}

async function use(...rules: object[]): Promise<number> {
  const { json } = await presend.admin('POST', 'rule-sets', { rules, reason: 'a test' });
  expect(json).toMatchObject({ active: true });
  return json.version as number;
}

async function send(text: string, more: object = {}): Promise<void> {
  await presend.tencent(GROUP, groupMessage(text, more));
}

async function backtest(wish: object = {}): Promise<Backtest & { report: NonNullable<Backtest['report']> }> {
  const { status, json } = await presend.admin('POST', 'backtests', wish);
  expect({ status, json }).toMatchObject({ status: 201, json: { state: expect.stringMatching('queued') } });
  return ended(json.id as number);
}

async function ended(id: number): Promise<Backtest & { report: NonNullable<Backtest['report']> }> {
  let found!: Backtest;
  await until(async () => {
    found = (await presend.admin('GET', `backtests/${id}`)).json as Backtest;
    return found.state !== 'queued' && found.state !== 'running';
  }, 10_000);
  return found as Backtest & { report: NonNullable<Backtest['report']> };
}

it('says what other rules would have done, and to whom', async () => {
  await start();
  await use(rule('no-casino', 'text.contains("casino")'));
  for (let i = 0; i < 3; i++) await send('casino', { GroupId: 'noisy' });
  for (let i = 0; i < 2; i++) await send('poker', { GroupId: 'other' });
  await send('hello');
  const { state, total, done, report } = await backtest({
    rules: [rule('no-poker', 'text.contains("poker")')],
  });
  expect({ state, total, done }).toEqual({ state: 'done', total: 6, done: 6 });
  expect(report).toMatchObject({
    messages: 6,
    notComparable: 0,
    hits: 2,
    changed: 5,
    rules: [{ name: 'no-poker', state: 'live', hits: 2, decided: 2, perMinute: 2 }],
    conversations: [
      { app: '1400000001', conversationId: 'noisy', hits: 3, changed: 3 },
      { app: '1400000001', conversationId: 'other', hits: 2, changed: 2 },
    ],
    conversationCount: 2,
  });
  expect(report.changes).toEqual(
    expect.arrayContaining([
      { from: 'reject', to: 'allow', count: 3 },
      { from: 'allow', to: 'reject', count: 2 },
    ]),
  );
  expect(report.samples).toHaveLength(5);
  expect(report.samples.find(({ hits }) => hits.length > 0)).toMatchObject({
    conversationId: 'other',
    senderId: 'jared',
    hits: ['no-poker'],
    was: { verdict: 'allow', code: null, rule: null },
    now: { verdict: 'reject', code: 10101, rule: 'no-poker' },
  });
  expect(report.cost.meanUs).toBeGreaterThan(0);
  expect((await presend.admin('GET', 'messages?verdict=reject')).json.items).toHaveLength(3);
});

describe('the version that judged', () => {
  it('changes nothing when it judges again: it is told what it was told', async () => {
    await start();
    await presend.admin('PUT', 'members/1400000001/vip', { level: 'LV9' });
    await presend.admin('POST', 'strikes/1400000001/rogue', { reason: 'spam', seconds: 1 });
    await presend.admin('PUT', 'keyword-lists/bad/entries', '赌博\n', {
      'content-type': 'application/x-ndjson',
    });
    await use(
      rule('vips', 'level == "LV9"', { then: { action: 'allow' }, priority: 9 }),
      rule('rogues', 'strikes > 0', { then: { action: 'discard' } }),
      rule('flood', 'rate(sender, 3, 60)', { then: { action: 'reject', code: 10102 } }),
      rule('same', 'similar_rate(text, 2, 60)', { then: { action: 'reject', code: 10103 } }),
      rule('words', 'keywords("bad", text)'),
      rule('images', 'elements("TIMImageElem").size() > 0'),
      rule('now', 'now_in("UTC", "00:00", "24:00") && text == "at any time"', {
        then: { action: 'discard' },
      }),
      rule('cards', 'elements("108").exists(e, e.nickname == "x")', { then: { action: 'reject' } }),
      rule('half', 'text.startsWith("half")', { percent: 50, percentOf: 'sender' }),
      rule('trial', 'text.contains("h")', { state: 'shadow' }),
    );
    for (let i = 0; i < 6; i++) await send(`line ${i}`, { From_Account: 'flooder' });
    for (let i = 0; i < 6; i++) await send('buy now at the best of prices', { From_Account: `s${i}` });
    for (let i = 0; i < 9; i++) await send(`half ${i} of them`, { From_Account: `h${i}` });
    await send('赌 博', { From_Account: 'a' });
    await send('赌博', { From_Account: 'vip' });
    await send('anything', { From_Account: 'rogue' });
    await send('at any time', { From_Account: 'b' });
    await send('', { From_Account: 'c', MsgBody: [{ MsgType: 'TIMImageElem', MsgContent: { UUID: 'u' } }] });
    await presend.openim(
      OPENIM_GROUP,
      openimMessage('', { contentType: 108, content: '{"userID":"u","nickname":"x"}' }),
    );
    // Then none of it is as it was.
    await presend.admin('PUT', 'members/1400000001/vip', { level: 'LV1' });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const { report } = await backtest();
    expect(report).toMatchObject({ messages: 27, notComparable: 0, changed: 0, changes: [] });
    const verdicts = (await presend.admin('GET', 'messages?limit=100')).json.items;
    const decided = new Set(verdicts.map((item: { rule: string | null }) => item.rule));
    expect([...decided].sort()).toEqual(
      ['cards', 'flood', 'half', 'images', 'now', 'rogues', 'same', 'vips', 'words', null].sort(),
    );
    expect(report.rules.find(({ name }) => name === 'trial')!.hits).toBeGreaterThan(0);
  });

  it('is not asked about messages that others decided before it', async () => {
    await start();
    await use(rule('all', 'true'));
    await presend.admin('PUT', 'mutes/1400000001/mallory', {});
    await send('muted', { From_Account: 'mallory' });
    await send('hello');
    expect((await backtest()).report).toMatchObject({ messages: 2, notComparable: 1, hits: 1, changed: 0 });
  });
});

it('rates that nobody counted then are counted by the clock of the messages', async () => {
  await start();
  for (let i = 0; i < 5; i++) await send(`line ${i}`);
  const flood = rule('flood', 'rate(sender, 3, 60)');
  expect((await backtest({ rules: [flood] })).report).toMatchObject({ hits: 2, changed: 2 });
  await query(
    presend.databaseUrl,
    `UPDATE message_log SET received_at = date_trunc('day', received_at) + make_interval(mins => 2 * n::int)
     FROM (SELECT id AS its, row_number() OVER () AS n FROM message_log) AS numbered WHERE id = its`,
  );
  const to = new Date(Date.now() + 86_400_000).toISOString();
  expect((await backtest({ rules: [flood], to })).report).toMatchObject({ messages: 5, hits: 0 });
});

it('drafts are on trial, and what is named is judged with as if it were live', async () => {
  await start();
  await send('casino');
  const draft = rule('no-casino', 'text.contains("casino")', { state: 'draft' });
  expect((await backtest({ rules: [draft] })).report).toMatchObject({
    hits: 1,
    changed: 0,
    rules: [{ hits: 1, decided: 1 }],
  });
  expect((await backtest({ rules: [draft], asLive: ['no-casino'] })).report).toMatchObject({ changed: 1 });
  expect((await backtest({ rules: [draft], asLive: ['*'] })).report).toMatchObject({ changed: 1 });
});

it('only what is asked for is looked at', async () => {
  await start();
  await send('first');
  const middle = new Date(Date.now() + 5).toISOString();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await send('second');
  await presend.openim(OPENIM_GROUP, openimMessage('third'));
  const rules = [rule('all', 'true')];
  const messagesOf = async (wish: object): Promise<number> =>
    (await backtest({ rules, ...wish })).report.messages;
  expect(await messagesOf({})).toBe(3);
  expect(await messagesOf({ from: middle })).toBe(2);
  expect(await messagesOf({ to: middle })).toBe(1);
  expect(await messagesOf({ app: 'openim' })).toBe(1);
  expect(await messagesOf({ family: 'group' })).toBe(2);
  expect(await messagesOf({ app: 'nobody' })).toBe(0);
});

it("says how far it agrees with reviewers' labels, and shows texts to who may see them", async () => {
  await start();
  await use(rule('look', 'true', { then: { action: 'review' } }));
  for (const text of ['bad one', 'bad two', 'good one', 'good two']) await send(text);
  for (const { id, text } of (await presend.admin('POST', 'reviews/claim', { count: 9 })).json.items) {
    const label = text.startsWith('bad') ? 'violation' : 'fine';
    await presend.admin('POST', `reviews/${id}/decide`, { label });
  }
  const found = await backtest({ rules: [rule('ones', 'text.endsWith("one")')] });
  expect(found.report.labels).toEqual({ agreed: 2, disagreed: 2, missed: 1, falseAlarms: 1 });
  const samples = `backtests/${found.id}/samples`;
  const { items } = (await presend.admin('GET', samples)).json;
  expect(items.map(({ text }: { text: string }) => text).sort()).toEqual(['bad one', 'good one']);
  const { items: calls } = (await presend.admin('GET', 'audit-log?limit=1')).json;
  expect(calls[0]).toMatchObject({ method: 'GET', url: expect.stringContaining(samples) });
  const { key } = (await presend.admin('POST', 'api-keys', { name: 'v', role: 'viewer' })).json;
  expect((await presend.admin('GET', samples, undefined, { authorization: `Bearer ${key}` })).status).toBe(
    403,
  );
});

describe('a wish that cannot be fulfilled', () => {
  it.each([
    [{ version: 99 }, 404, 'no version 99'],
    [{}, 404, 'No version was ever in force'],
    [{ version: 1, rules: [] }, 400, 'not both'],
    [{ from: '2026-02-01', to: '2026-01-01' }, 400, 'before to'],
    [{ rules: [rule('x', 'text +')] }, 422, '/rules/0/when'],
    [{ rules: [rule('x', 'keywords("none", text)')] }, 422, "no keyword list 'none'"],
    [{ rules: [{ name: 'x' }] }, 400, 'when'],
  ])('%j is refused with %i: %s', async (wish, status, words) => {
    await start();
    const answer = await presend.admin('POST', 'backtests', wish);
    expect({ status: answer.status, text: answer.text }).toEqual({
      status,
      text: expect.stringContaining(words),
    });
    expect((await presend.admin('GET', 'backtests')).json.items).toEqual([]);
  });
});

it('is run again where the node that ran it went away, and can be cancelled before', async () => {
  const databaseUrl = await createDatabase();
  await start({ databaseUrl });
  await send('hello');
  await query(
    databaseUrl,
    `INSERT INTO backtest (state, rules, lists, scope, started_by, attempts, heartbeat_at)
     VALUES ('running', '[]', '{}', '{"from":null,"to":9999999999999,"app":null,"family":null}', 'x', 1, now() - interval '1 hour'),
            ('running', '[]', '{}', '{"from":null,"to":9999999999999,"app":null,"family":null}', 'x', 3, now() - interval '1 hour'),
            ('running', '[]', '{}', '{"from":null,"to":9999999999999,"app":null,"family":null}', 'x', 1, now() + interval '1 hour')`,
  );
  expect(await ended(1)).toMatchObject({ state: 'done', report: { messages: 1 } });
  expect(await ended(2)).toMatchObject({ state: 'failed', failure: expect.stringContaining('went away') });
  expect((await presend.admin('POST', 'backtests/3/cancel')).status).toBe(204);
  expect(await ended(3)).toMatchObject({ state: 'cancelled', report: null });
  expect((await presend.admin('POST', 'backtests/3/cancel')).status).toBe(409);
  expect((await presend.admin('POST', 'backtests/4/cancel')).status).toBe(404);
});

it('what a rule hit in a backtest is its usual rate: it goes on trial later', async () => {
  await start();
  for (let i = 0; i < 30; i++) await send(`casino ${i}`);
  const casino = rule('no-casino', 'text.contains("casino")');
  const { report } = await backtest({ rules: [casino] });
  expect(report.rules[0]!.perMinute).toBe(30);
  await use(casino, rule('no-poker', 'text.contains("poker")'));
  for (let i = 0; i < 120; i++) await Promise.all([send(`casino ${i}`), send(`poker ${i}`)]);
  await until(async () => (await presend.admin('GET', 'incidents')).json.items.length > 0, 5_000);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect((await presend.admin('GET', 'incidents')).json.items).toMatchObject([{ rule: 'no-poker' }]);
});
