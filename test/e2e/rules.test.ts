import { Module } from '@nestjs/common';
import {
  type Level,
  MemberLevelSource,
  type PresendModuleOptions,
  type LevelQuery,
} from '../../src/index.js';
import { readFileSync } from 'node:fs';
import { createDatabase, query } from '../support/database.js';
import {
  ALLOWED,
  GROUP,
  groupMessage,
  OPENIM_GROUP,
  openimMessage,
  textElement,
} from '../support/messages.js';
import { TestPresend } from '../support/presend.js';
import { until } from '../support/until.js';

let presend: TestPresend;
afterEach(() => presend.stop());

async function start(options: PresendModuleOptions = {}): Promise<void> {
  presend = await TestPresend.start(options);
}

function rule(name: string, when: string, more: object = {}): object {
  return { name, when, then: { action: 'reject', code: 10101, info: `by ${name}` }, state: 'live', ...more };
}

async function use(...rules: object[]): Promise<number> {
  const { status, json } = await presend.admin('POST', 'rule-sets', { rules, reason: 'a test' });
  expect({ status, json }).toMatchObject({ status: 201, json: { active: true } });
  return json.version as number;
}

async function importList(name: string, lines: string, query = ''): Promise<void> {
  const { status, text } = await presend.admin('PUT', `keyword-lists/${name}/entries${query}`, lines, {
    'content-type': 'application/x-ndjson',
  });
  expect([status, text]).toEqual([200, expect.anything()]);
}

/** @returns the code, and for a changed message its text */
async function send(text: string, more: object = {}): Promise<{ code: number; info: string; text?: string }> {
  const { json } = await presend.tencent(GROUP, groupMessage(text, more));
  return { code: json.ErrorCode, info: json.ErrorInfo, text: json.MsgBody?.[0].MsgContent.Text };
}

async function newest(): Promise<Record<string, unknown>> {
  return (await presend.admin('GET', 'messages?limit=1')).json.items[0];
}

it('a rule judges from the moment at which it is there, and the record names it', async () => {
  await start();
  expect((await send('casino')).code).toBe(0);
  const version = await use(rule('no-casino', 'text.contains("casino")'));
  expect(await send('the casino')).toMatchObject({ code: 10101, info: 'by no-casino' });
  expect(await newest()).toMatchObject({
    verdict: 'reject',
    decidedBy: 'rules',
    rule: 'no-casino',
    ruleHits: ['no-casino'],
    ruleSetVersion: version,
  });
  expect((await send('hello')).code).toBe(0);
  expect(await newest()).toMatchObject({
    verdict: 'allow',
    rule: null,
    ruleHits: [],
    ruleSetVersion: version,
  });
});

it.each([
  ['sender == "mallory"', { From_Account: 'mallory' }],
  ['conversation_type == "Public"', {}],
  ['client_platform == "" && platform == client_platform', {}],
  ['matches(text, "^c.+o$")', {}],
  ['text.matches("(?i)CASINO")', {}],
  ['links("see casino.com now").exists(l, l.contains("casino"))', {}],
  ['elements("TIMTextElem").exists(e, e.Text == "casino")', {}],
  ['size(text) == 6 && family == "group" && strikes == 0 && level == "LV3"', { From_Account: 'vip' }],
  ['now_in("Asia/Shanghai", "00:00", "24:00")', {}],
])('%s holds', async (when, more) => {
  await start();
  await presend.admin('PUT', 'members/1400000001/vip', { level: 'LV3' });
  await use(rule('r', when));
  expect((await send('casino', more)).code).toBe(10101);
  expect((await newest())['failure']).toBeNull();
});

it.each([
  ['apps', { apps: { include: ['1400000002'] } }],
  ['families', { families: { exclude: ['group'] } }],
  ['conversation types', { conversationTypes: { include: ['AVChatRoom'] } }],
  ['conversation types by their old name', { groupTypes: { include: ['AVChatRoom'] } }],
  ['conversations', { conversations: { include: ['elsewhere'] } }],
  ['senders', { senders: { exclude: ['jared'] } }],
  ['levels', { levels: { include: ['LV9'] } }],
  ['client platforms', { clientPlatforms: { include: ['Web'] } }],
  ['client platforms by their old name', { platforms: { include: ['Web'] } }],
])('a rule is not asked outside of its scope: %s', async (_, scope) => {
  await start();
  await use(rule('r', 'true', { scope, then: { action: 'reject' } }));
  expect((await send('hello', { From_Account: 'jared' })).code).toBe(0);
  expect((await newest())['ruleHits']).toEqual([]);
});

it('administrators are exempt where the rule says so', async () => {
  await start();
  await use(rule('r', 'true', { scope: { exemptAdmins: true } }));
  expect((await send('hello', { Operator_Account: 'administrator' })).code).toBe(0);
  expect((await send('hello', { Operator_Account: 'jared', From_Account: 'jared' })).code).toBe(10101);
});

it('the highest priority speaks first, and an allowance ends it', async () => {
  await start();
  await use(
    rule('no-casino', 'text.contains("casino")'),
    rule('vip', 'sender == "vip"', { priority: 10, then: { action: 'allow' } }),
    rule('gone', 'text.contains("gone")', { priority: 5, then: { action: 'discard' } }),
  );
  expect((await send('casino', { From_Account: 'vip' })).code).toBe(0);
  expect((await newest())['rule']).toBe('vip');
  expect((await send('casino, gone')).code).toBe(2);
});

it('keywords are found behind disguises, and masked if a rule says so', async () => {
  await start();
  await importList(
    'gambling',
    '{"text":"赌博","category":"gambling"}\n{"text":"casino"}\n{"text":"赌博史研究","kind":"allow"}',
  );
  await use(rule('mask', 'keywords("gambling", text)', { then: { action: 'mask', with: '█' } }));
  expect(await send('来 赌·博 吧, c4s1n0')).toMatchObject({ code: 0, text: '来 ███ 吧, ██████' });
  expect((await newest())['ruleHits']).toEqual(['mask']);
  expect((await send('赌博史研究')).text).toBeUndefined();
});

it('the text for the sender is in the language of the message', async () => {
  await start();
  const then = { action: 'reject', code: 10101, info: 'no', infoByLanguage: { zh: '不行', ja: 'だめ' } };
  await use(rule('r', 'true', { then }));
  expect((await send('你好')).info).toBe('不行');
  expect((await send('こんにちは')).info).toBe('だめ');
  expect((await send('hello')).info).toBe('no');
});

it('a rule may mute the sender for a time', async () => {
  await start();
  await use(
    rule('r', 'text == "bad"', { then: { action: 'mute', seconds: 60, code: 10102, info: 'muted' } }),
  );
  expect(await send('bad', { From_Account: 'mallory' })).toMatchObject({ code: 10102, info: 'muted' });
  await until(async () => (await send('good', { From_Account: 'mallory' })).code === 10102);
  expect((await newest())['decidedBy']).toBe('mute');
  expect((await send('good', { From_Account: 'jared' })).code).toBe(0);
});

it('what floods is refused: by a key, and by nearly the same text of many', async () => {
  await start();
  await use(
    rule('too-fast', 'rate(sender, 3, 60)'),
    rule('copies', 'similar_rate(text, 3, 60)', { then: { action: 'discard' }, priority: 1 }),
  );
  const codes: number[] = [];
  for (let i = 0; i < 5; i++)
    codes.push((await send(`something new ${'abcde'[i]!.repeat(12)}`, { From_Account: 'one' })).code);
  expect(codes).toEqual([0, 0, 0, 10101, 10101]);
  const copies: number[] = [];
  for (let i = 0; i < 5; i++) {
    copies.push((await send(`Join my channel now and win a prize ${i}!`, { From_Account: `user${i}` })).code);
  }
  expect(copies).toEqual([0, 0, 0, 2, 2]);
});

it('a shadow rule changes nothing, and the record shows its verdict', async () => {
  await start();
  await use(
    rule('trial', 'text.contains("casino")', { state: 'shadow' }),
    rule('idea', 'true', { state: 'draft' }),
  );
  expect((await send('casino')).code).toBe(0);
  expect(await newest()).toMatchObject({
    verdict: 'allow',
    ruleHits: ['trial'],
    shadow: { verdict: 'reject', rule: 'trial' },
  });
  await send('hello');
  const { json } = await presend.admin('GET', 'messages?shadow=true');
  expect(json.items.map(({ shadow }: { shadow: unknown }) => shadow)).toEqual([
    { verdict: 'reject', rule: 'trial' },
  ]);
});

function codesOf(): Promise<number[]> {
  return Promise.all(
    Array.from({ length: 60 }, async (_, i) => (await send('hello', { GroupId: `g${i}` })).code),
  );
}

it('a percentage is the same conversations each time', async () => {
  await start();
  await use(rule('some', 'true', { percent: 30 }));
  const first = await codesOf();
  expect(await codesOf()).toEqual(first);
  const hit = first.filter((code) => code !== 0).length;
  expect(hit).toBeGreaterThan(5);
  expect(hit).toBeLessThan(35);
});

it('a rule that fails has no opinion, and the record names it', async () => {
  await start();
  await use(
    rule('broken', '1 / int(size(text) - 5) > 0'),
    rule('next', 'text == "hello"', { then: { action: 'discard' } }),
  );
  expect((await send('hello')).code).toBe(2);
  expect((await newest())['failure']).toContain('rule broken failed');
});

it('OpenIM is judged by the same rules', async () => {
  await start();
  await use(
    rule('r', 'text.contains("casino") && app == "openim"', {
      then: { action: 'reject', code: 5101, info: 'no' },
    }),
  );
  expect((await presend.openim(OPENIM_GROUP, openimMessage('casino'))).json).toMatchObject({
    nextCode: 1,
    errCode: 5101,
  });
  expect((await presend.openim(OPENIM_GROUP, openimMessage('hello'))).json).toMatchObject({ nextCode: 0 });
});

describe('what cannot judge is refused with its place, and nothing changes', () => {
  it.each([
    ['text.contain("x")', '/rules/0/when', 'no matching overload', 1, 1],
    ['text ==', '/rules/0/when', 'Unexpected token', 1, 8],
    ['text', '/rules/0/when', 'type string', undefined, undefined],
    ['foo == 1', '/rules/0/when', 'Unknown variable: foo', 1, 1],
    ['text == "a" &&\n text.matches("(a")', '/rules/0/when', 'RE2 does not accept', 2, 2],
    ['text.matches(sender)', '/rules/0/when', 'written out', 1, 1],
    ['text.matches("(?=a)b")', '/rules/0/when', 'RE2', 1, 1],
    ['keywords("nowhere", text)', '/rules/0/when', "no keyword list 'nowhere'", undefined, undefined],
    ['now_in("Mars/Olympus", "01:00", "02:00")', '/rules/0/when', 'time zone', 1, 1],
    ['now_in("UTC", "1 pm", "02:00")', '/rules/0/when', 'time of day', 1, 1],
    ['rate(sender, 3, 0)', '/rules/0/when', 'from 1 to 86400', 1, 1],
  ])('%s', async (when, pointer, detail, line, column) => {
    await start();
    const before = await use(rule('good', 'text == "bad"'));
    const { status, json } = await presend.admin('POST', 'rule-sets', { rules: [rule('wrong', when)] });
    expect(status).toBe(422);
    expect(json.errors).toEqual([
      expect.objectContaining({
        pointer,
        detail: expect.stringContaining(detail),
        ...(line ? { line, column } : {}),
      }),
    ]);
    expect((await presend.admin('GET', 'rule-sets')).json).toMatchObject({
      active: before,
      items: [{ version: before }],
    });
    expect((await send('bad')).code).toBe(10101);
  });

  it('a code outside of its range, and a name that is there twice', async () => {
    await start();
    const { status, json } = await presend.admin('POST', 'rule-sets', {
      rules: [
        rule('a', 'true', { then: { action: 'reject', code: 99 } }),
        rule('b', 'true', { scope: { families: { include: ['openim'] } } }),
        rule('b', 'true'),
        rule('c', 'true', { then: { action: 'mute' } }),
      ],
    });
    expect(status).toBe(422);
    expect(json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/rules/0/then/code',
      '/rules/1/then/code',
      '/rules/2/name',
      '/rules/3/then/seconds',
    ]);
  });

  it('a bad line of an import', async () => {
    await start();
    const lines = Array.from({ length: 40_000 }, (_, i) => `word${i}`);
    const { status, json } = await presend.admin(
      'PUT',
      'keyword-lists/long/entries',
      [...lines, '{"text":""}', 'fine'].join('\n'),
      { 'content-type': 'text/plain' },
    );
    expect(status).toBe(422);
    expect(json.errors).toEqual([{ line: 40_001, detail: expect.stringContaining('letters') }]);
    expect((await presend.admin('GET', 'keyword-lists')).json.items).toEqual([]);
  });
});

describe('versions', () => {
  it('a version that was stored with the old names of the rule language is activated and evaluated', async () => {
    await start();
    const rules = readFileSync(new URL('../support/data/rules-with-old-names.json', import.meta.url), 'utf8');
    await query(
      presend.databaseUrl,
      "INSERT INTO rule_set (rules, lists, author, reason) VALUES ($1, '{}', 'someone', '')",
      [rules],
    );
    const { version } = (await presend.admin('GET', 'rule-sets')).json.items[0];
    expect((await presend.admin('POST', `rule-sets/${version}/activate`, {})).status).toBe(204);
    const codeFrom = async (platform: string, text: string): Promise<number> =>
      (await presend.tencent(GROUP, groupMessage(text), { OptPlatform: platform })).json.ErrorCode;
    expect(await codeFrom('Web', 'the casino')).toBe(10101);
    expect(await codeFrom('Web', 'hello')).toBe(0);
    expect(await codeFrom('iOS', 'the casino')).toBe(0);
    expect(await codeFrom('Android', 'hello')).toBe(10102);
    const { json } = await presend.admin('GET', `rule-sets/${version}`);
    expect(json.rules).toEqual(JSON.parse(rules));
  });

  it('a scope with the old and the new name of a member is refused', async () => {
    await start();
    const scope = { platforms: { include: ['Web'] }, clientPlatforms: { include: ['Web'] } };
    const { status, json } = await presend.admin('POST', 'rule-sets', {
      rules: [rule('r', 'true', { scope })],
    });
    expect(status).toBe(422);
    expect(json.errors).toMatchObject([{ pointer: '/rules/0/scope/platforms' }]);
  });

  it('each change makes a version, and any version can be activated again', async () => {
    await start();
    const first = await use(rule('r', 'text == "bad"'));
    const { json } = await presend.admin('PUT', 'rules/r?reason=softer', rule('r', 'text == "worse"'));
    expect(json).toEqual({ version: first + 1, active: true });
    expect([(await send('bad')).code, (await send('worse')).code]).toEqual([0, 10101]);
    expect((await presend.admin('POST', `rule-sets/${first}/activate`, { reason: 'back' })).status).toBe(204);
    expect([(await send('bad')).code, (await send('worse')).code]).toEqual([10101, 0]);
    const { items, active } = (await presend.admin('GET', 'rule-sets')).json;
    expect(active).toBe(first);
    expect(items).toMatchObject([
      { version: first + 1, parent: first, author: 'ADMIN_API_KEY', reason: 'softer', ruleCount: 1 },
      { version: first, parent: null, reason: 'a test' },
    ]);
  });

  it('who did not see the newest one changes nothing', async () => {
    await start();
    const version = await use(rule('r', 'true'));
    const change = (etag: string) =>
      presend.admin('PUT', 'rules/r', rule('r', 'false'), { 'if-match': etag });
    const { headers } = await presend.admin('GET', 'rules/r');
    expect(headers.get('etag')).toBe(`"v${version}"`);
    expect((await change(headers.get('etag')!)).status).toBe(200);
    expect((await change(headers.get('etag')!)).status).toBe(412);
    expect((await change('nonsense')).status).toBe(400);
  });

  it('are in force on another node within two seconds', async () => {
    const databaseUrl = await createDatabase();
    await start({ databaseUrl });
    const other = await TestPresend.start({ databaseUrl });
    await use(rule('r', 'text == "bad"'));
    const startedAt = performance.now();
    await until(
      async () => (await other.tencent(GROUP, groupMessage('bad'))).json.ErrorCode === 10101,
      5_000,
    );
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    await other.stop();
  });

  it('wait for another key where that is asked for', async () => {
    await start({ rulesNeedApproval: true });
    const { json } = await presend.admin('POST', 'rule-sets', { rules: [rule('r', 'true')] });
    expect(json.active).toBe(false);
    expect((await send('hello')).code).toBe(0);
    const url = `rule-sets/${json.version}`;
    expect((await presend.admin('POST', `${url}/activate`, {})).status).toBe(409);
    expect((await presend.admin('POST', `${url}/approve`)).status).toBe(409);
    const { key } = (await presend.admin('POST', 'api-keys', { name: 'second pair of eyes', role: 'editor' }))
      .json;
    const own = { authorization: `Bearer ${key}` };
    expect((await presend.admin('POST', `${url}/approve`, undefined, own)).status).toBe(204);
    expect((await presend.admin('POST', `${url}/activate`, {}, own)).status).toBe(204);
    expect((await send('hello')).code).toBe(10101);
  });
});

it('lists are exported as they were imported, and kept while a rule names them', async () => {
  await start();
  const lines = '{"text":"赌博","category":"gambling","severity":3}\n{"text":"plain"}';
  await importList('l', lines, '?pinyin=true');
  expect((await presend.admin('GET', 'keyword-lists/l/entries')).text).toBe(`${lines}\n`);
  expect((await presend.admin('GET', 'keyword-lists')).json.items).toMatchObject([
    { name: 'l', entryCount: 2, options: { pinyin: true }, author: 'ADMIN_API_KEY' },
  ]);
  await use(rule('r', 'keywords("l", text)'));
  expect((await send('du bo')).code).toBe(10101);
  expect((await presend.admin('DELETE', 'keyword-lists/l')).status).toBe(422);
  await use();
  expect((await presend.admin('DELETE', 'keyword-lists/l')).status).toBe(200);
});

it('elements that no rule covers leave as they came', async () => {
  await start();
  await importList('l', 'casino');
  await use(rule('m', 'keywords("l", text)', { then: { action: 'mask' } }));
  const body = [
    textElement('casino'),
    { MsgType: 'TIMCustomElem', MsgContent: { Data: '{"n":1.10}', Desc: 'x' } },
  ];
  const { text } = await presend.tencent(GROUP, { ...groupMessage(''), MsgBody: body });
  expect(text).toContain(JSON.stringify(body[1]));
  expect(text).toContain('******');
  expect(text).not.toBe(ALLOWED);
});

it('a live rule that hits far too often is demoted to shadow, and an incident records it', async () => {
  await start();
  const version = await use(rule('all', 'true', { hitLimit: 20 }), rule('other', 'text == "bad"'));
  for (let i = 0; i < 21; i++) await send(`hello ${i}`);
  await until(async () => (await send('hello again')).code === 0);
  expect((await send('bad')).code).toBe(10101);
  const { items } = (await presend.admin('GET', 'incidents')).json;
  expect(items).toMatchObject([{ rule: 'all', version, hitLimit: 20 }]);
  expect(items[0].hits).toBeGreaterThan(20);
  const active = (await presend.admin('GET', 'rule-sets/active')).json;
  expect(active).toMatchObject({ author: 'presend', parent: version });
  expect(active.rules[0]).toMatchObject({ name: 'all', state: 'shadow' });
  expect((await presend.request('/metrics', {})).text).toMatch(/^presend_rule_incidents_total 1$/m);
});

it('a text is judged by its first 32,768 characters: what it takes has an end', async () => {
  await start();
  await use(rule('no-casino', 'text.contains("casino")'));
  const [within, behind] = [
    `${'x'.repeat(32_000)} casino ${'x'.repeat(400_000)}`,
    `${'x'.repeat(33_000)} casino`,
  ];
  expect((await presend.openim(OPENIM_GROUP, openimMessage(within))).json.errCode).toBe(5001);
  expect((await presend.openim(OPENIM_GROUP, openimMessage(behind))).json.errCode).toBe(0);
});

describe('reviews', () => {
  const review = { then: { action: 'review' } };

  it('a message that a rule wants looked at is delivered, and waits for one person', async () => {
    await start();
    await use(rule('look', 'text.contains("maybe")', review));
    for (let i = 0; i < 6; i++) expect((await send(`maybe ${i}`)).code).toBe(0);
    await send('sure');
    const claims = await Promise.all(
      Array.from({ length: 3 }, () => presend.admin('POST', 'reviews/claim', { count: 2 })),
    );
    const ids = claims.flatMap(({ json }) => json.items.map(({ id }: { id: string }) => id));
    expect(new Set(ids).size).toBe(6);
    expect(claims[0]!.json.items[0]).toMatchObject({
      rules: ['look'],
      senderId: 'jared',
      claimedBy: 'ADMIN_API_KEY',
    });
    expect((await presend.admin('POST', 'reviews/claim', {})).json.items).toEqual([]);
    const decide = (id: string, headers = {}) =>
      presend.admin('POST', `reviews/${id}/decide`, { label: 'violation', mute: { seconds: 60 } }, headers);
    const { key } = (await presend.admin('POST', 'api-keys', { name: 'other', role: 'editor' })).json;
    expect((await decide(ids[0], { authorization: `Bearer ${key}` })).status).toBe(409);
    expect((await decide(ids[0])).json).toMatchObject({ label: 'violation', decidedBy: 'ADMIN_API_KEY' });
    expect((await decide(ids[0])).status).toBe(409);
    await until(async () => (await send('hello')).code !== 0);
    expect((await presend.admin('GET', 'reviews?state=decided')).json.items).toHaveLength(1);
    expect((await presend.admin('GET', 'reviews')).json.items).toHaveLength(5);
  });

  it('what was claimed and not decided is handed out again', async () => {
    await start();
    await use(rule('look', 'true', review));
    await send('maybe');
    expect((await presend.admin('POST', 'reviews/claim', { seconds: 1 })).json.items).toHaveLength(1);
    await until(
      async () => (await presend.admin('POST', 'reviews/claim', {})).json.items.length === 1,
      3_000,
    );
  });

  it('a message that another rule refuses waits for nobody', async () => {
    await start();
    await use(rule('look', 'true', { ...review, priority: 1 }), rule('no', 'true'));
    await send('maybe');
    expect((await presend.admin('GET', 'reviews')).json.items).toEqual([]);
  });
});

it('a version explains what it would do with a message', async () => {
  await start();
  await importList('gambling', 'casino');
  const version = await use(
    rule('no-casino', 'keywords("gambling", text) && level != "LV9"'),
    rule('elsewhere', 'true', { scope: { families: { include: ['live-room'] } } }),
    rule('broken', '1 / int(size(text) - 10) > 0', { state: 'shadow' }),
    rule('idea', 'true', { state: 'draft' }),
  );
  const explain = (message: object) => presend.admin('POST', 'rules:explain', { message });
  const { status, json } = await explain({ text: 'the c4sino', level: 'LV1' });
  expect(status).toBe(200);
  expect(json).toMatchObject({
    version,
    verdict: 'reject',
    code: 10101,
    info: 'by no-casino',
    rules: [
      { name: 'no-casino', state: 'live', isInScope: true, holds: true },
      { name: 'elsewhere', isInScope: false, holds: null },
      { name: 'broken', state: 'shadow', holds: false, error: expect.stringContaining('zero') },
    ],
    keywords: { gambling: [{ text: 'casino', start: 4, end: 10 }] },
  });
  expect((await explain({ text: 'casino', level: 'LV9' })).json.verdict).toBe('allow');
  expect(await presend.records()).toEqual([]);
});

it('thousands of rules for single conversations cost the others nothing but a look', async () => {
  await start();
  const rules = Array.from({ length: 2_000 }, (_, i) =>
    rule(`r${i}`, `text.contains("word ${i}")`, {
      scope: { conversations: { include: [`g${i}`, 'shared'] } },
    }),
  );
  await use(...rules);
  expect((await send('word 1234', { GroupId: 'g1234' })).code).toBe(10101);
  expect((await send('word 1234', { GroupId: 'g1235' })).code).toBe(0);
  expect((await send('word 7', { GroupId: 'shared' })).info).toBe('by r7');
});

/** Knows nobody but one: of the others half of the answers fail at once, half after a moment. */
class FailingLevels implements MemberLevelSource {
  #asked = 0;

  levelOf({ userId }: LevelQuery): Level | Promise<Level> {
    if (userId === 'known') return { level: 'LV1', title: null };
    if (this.#asked++ % 2 === 0) throw new Error('the CRM does not answer');
    return Promise.reject(new Error('the CRM does not answer'));
  }
}
@Module({
  providers: [{ provide: MemberLevelSource, useClass: FailingLevels }],
  exports: [MemberLevelSource],
})
class FailingLevelsModule {}

it('judges without a level that cannot be found, by the rules that ask for none', async () => {
  await start({ imports: [FailingLevelsModule] });
  await use(
    rule('no-casino', 'text.contains("casino")'),
    rule('members-only', 'level == "" && text.contains("members")'),
    rule('not-lv9', 'text.contains("nine")', { scope: { levels: { exclude: ['LV9'] } } }),
  );
  // More than a breaker would bear.
  for (let number = 0; number < 40; number++)
    expect((await send(`casino ${number}`, { From_Account: 'unknown' })).code).toBe(10101);
  expect((await send('for members', { From_Account: 'unknown' })).code).toBe(0);
  expect((await send('nine', { From_Account: 'unknown' })).code).toBe(0);
  expect((await send('nine', { From_Account: 'known' })).code).toBe(10101);
  const [record] = await presend.records({ sender: 'unknown' });
  expect(record).toMatchObject({ verdict: 'allow', observed: { level: null } });
  expect(record.failure).toContain("rules that ask for the sender's level were not asked");
});

function ignore(): void {}

it.each([
  ['says that nobody asks the rules where the policies are others', { policies: [] }, 1],
  ['says nothing of it where they are asked', {}, 0],
])('%s', async (_, options, times) => {
  await start(options);
  const warnings: unknown[] = [];
  presend.app.useLogger({
    log: ignore,
    error: ignore,
    warn: (message: unknown) => void warnings.push(message),
  });
  await use(rule('no-casino', 'text.contains("casino")'));
  expect(warnings.filter((warning) => String(warning).includes('No policy uses the rules'))).toHaveLength(
    times,
  );
  expect((await send('casino')).code).toBe(times === 1 ? 0 : 10101);
});
