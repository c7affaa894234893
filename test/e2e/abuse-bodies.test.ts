import { query } from '../support/database.js';
import { faultsOf } from '../support/legality.js';
import {
  ALLOWED,
  GROUP,
  groupMessage,
  OPENIM_GROUP,
  openimMessage,
  tencentPath,
} from '../support/messages.js';
import { OPENIM_SECRET, TestPresend } from '../support/presend.js';

const LIMIT_KB = 1024;
const VENDORS = [
  ['tencent', tencentPath(GROUP), groupMessage],
  ['openim', `/openim/${OPENIM_SECRET}/${OPENIM_GROUP}`, openimMessage],
] as const;

let presend: TestPresend;
beforeAll(async () => {
  presend = await TestPresend.start({ maxBodyKb: LIMIT_KB });
});
afterAll(() => presend.stop());

async function recorded(): Promise<number> {
  const [row] = await query<{ count: string }>(presend.databaseUrl, 'SELECT count(*) FROM message_log');
  return Number(row!.count);
}

async function expectToAnswer(): Promise<void> {
  expect((await presend.tencent(GROUP, groupMessage('hello'))).text).toBe(ALLOWED);
}

it.each(VENDORS)(
  '%s: accepts a body of exactly the limit, and rejects one that is a byte longer',
  async (_name, path, valid) => {
    const limit = LIMIT_KB * 1024;
    const body = (bytes: number): string => {
      const message = { ...valid('hello'), pad: '' };
      const pad = 'x'.repeat(bytes - Buffer.byteLength(JSON.stringify(message)));
      return JSON.stringify({ ...message, pad });
    };
    for (const [bytes, status] of [
      [limit - 1, 200],
      [limit, 200],
      [limit + 1, 413],
    ] as const) {
      expect((await presend.post(path, body(bytes))).status).toBe(status);
    }
  },
);

describe.each(VENDORS)('strange JSON of %s', (platform, path, valid) => {
  /** At the top level, beside a message's own members, and inside the message. */
  const around = (source: string): string[] => {
    const message = JSON.stringify(valid('hello'));
    const inside =
      platform === 'openim'
        ? JSON.stringify(valid('', { content: source, ex: source }))
        : message.replace('"MsgContent":{', `"MsgContent":{"more":${source},`);
    return [source, `${source.slice(0, -1)},${message.slice(1)}`, inside];
  };

  it.each([
    '{"__proto__":{"polluted":1}}',
    '{"constructor":{"prototype":{"polluted":1}}}',
    '{"constructor.prototype.polluted":1,"__proto__.polluted":1}',
    '{"a":{"__proto__":{"polluted":1}}}',
  ])('changes no prototype: %s', async (source) => {
    const pollution =
      '__proto__[polluted]=1&__proto__.polluted=1&constructor[prototype][polluted]=1&constructor.prototype=1&__proto__=1';
    for (const body of around(source)) {
      const at = `${path}${path.includes('?') ? '&' : '?'}${pollution}`;
      const { status, headers, text } = await presend.post(at, body);
      expect(faultsOf(platform, status, headers, text)).toEqual([]);
    }
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
    await expectToAnswer();
  });

  const DEEP = 100_000;
  const text = (): string => JSON.stringify(valid('hello'));
  it.each([
    ['arrays', '['.repeat(DEEP)],
    ['objects', '{"a":'.repeat(DEEP)],
    ['arrays that end', '['.repeat(DEEP) + ']'.repeat(DEEP)],
    ['objects that end', `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`],
  ])('gets a reply and a record if it is nested 100,000 levels deep: %s', async (_what, nested) => {
    const bodies = [nested, `{"more":${nested},${text().slice(1)}`];
    if (platform === 'openim') {
      bodies.push(text().replace(/"content":"(?:[^"\\]|\\.)*"/, `"content":${nested}`));
      bodies.push(JSON.stringify(valid('', { content: nested.slice(0, 200_000) })));
      bodies.push(JSON.stringify(valid('hello', { ex: nested.slice(0, 200_000) })));
    } else {
      bodies.push(text().replace(/"MsgBody":\[.*?\]/, `"MsgBody":${nested}`));
      bodies.push(text().replace('"MsgContent":{', `"MsgContent":{"more":${nested},`));
    }
    expect(new Set(bodies).size).toBe(bodies.length);
    for (const body of bodies) {
      const before = await recorded();
      const answer = await presend.post(path, body);
      expect(faultsOf(platform, answer.status, answer.headers, answer.text)).toEqual([]);
      expect(await recorded()).toBe(before + 1);
      expect(await presend.records({ limit: '1' })).toHaveLength(1);
    }
    await expectToAnswer();
  });
});
