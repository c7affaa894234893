import type { Server } from 'node:http';
import { query } from '../support/database.js';
import { faultsOf } from '../support/legality.js';
import { ALLOWED, GROUP, groupMessage, OPENIM_GROUP, tencentPath } from '../support/messages.js';
import { OPENIM_SECRET, TestPresend } from '../support/presend.js';
import { raw } from '../support/raw.js';
import { until } from '../support/until.js';

const BODY_KB = 64;

let presend: TestPresend;
beforeAll(async () => {
  presend = await TestPresend.start({ maxBodyKb: BODY_KB });
});
afterAll(() => presend.stop());

const server = (): Server => presend.app.getHttpServer() as Server;
const tencentAt = tencentPath(GROUP);
const openimAt = `/openim/${OPENIM_SECRET}/${OPENIM_GROUP}`;
const VENDORS = [
  ['tencent', tencentAt],
  ['openim', openimAt],
] as const;

async function count(metric: string): Promise<number> {
  const { text } = await presend.request('/metrics', {});
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${metric} `))
      ?.slice(metric.length) ?? 0,
  );
}

async function recorded(): Promise<number> {
  const [row] = await query<{ count: string }>(presend.databaseUrl, 'SELECT count(*) FROM message_log');
  return Number(row!.count);
}

async function expectToAnswer(): Promise<void> {
  expect((await presend.tencent(GROUP, groupMessage('hello'))).text).toBe(ALLOWED);
}

describe('a url of 64 KB', () => {
  const long = 'x'.repeat(64 * 1024);
  const refusals = {
    tencent: '{"ActionStatus":"FAIL","ErrorInfo":"The url is too long.","ErrorCode":1}',
    openim: '{"actionCode":0,"errCode":5414,"errMsg":"The url is too long.","errDlt":"","nextCode":1}',
  };

  it.each([
    ['tencent', `${tencentAt}&ClientIP=${long}`],
    ['tencent', `/tencent?${long}`],
    ['tencent', `/tencent/${long}`],
    ['openim', `${openimAt}?a=${long}`],
    ['openim', `/openim/${long}/${OPENIM_GROUP}`],
  ] as const)(
    'gets a rejection in the format of %s, is counted, and has no record',
    async (platform, path) => {
      const metric = `presend_refused_callers_total{platform="${platform}"}`;
      const before = [await count(metric), await recorded()];
      for (const body of [groupMessage('hello'), '{"', 'x'.repeat(2 * BODY_KB * 1024)]) {
        const { status, headers, text } = await presend.post(path, body);
        expect([status, text]).toEqual([414, refusals[platform]]);
        expect(faultsOf(platform, status, headers, text)).toEqual([]);
      }
      expect([await count(metric), await recorded()]).toEqual([before[0]! + 3, before[1]]);
    },
  );

  it('reaches the limit at 16 KiB', async () => {
    const path = `${tencentAt}&ClientIP=`;
    const fits = path + '1'.repeat(16 * 1024 - path.length);
    expect((await presend.post(fits, groupMessage('hello'))).text).toBe(ALLOWED);
    expect((await presend.post(`${fits}1`, groupMessage('hello'))).status).toBe(414);
  });

  it.each(['/api/v1/messages', '/health/live', '/metrics', '/nothing'])(
    'gets a plain error on a path of no vendor: %s',
    async (path) => {
      const { status, headers, json } = await presend.request(`${path}?text=${long}`, {});
      expect([status, json]).toEqual([
        414,
        { message: 'The url is too long.', error: 'URI Too Long', statusCode: 414 },
      ]);
      expect(headers.get('content-type')).toContain('application/json');
    },
  );

  it('keeps its connection usable for the next request', async () => {
    const message = JSON.stringify(groupMessage('hello'));
    const next = `POST ${tencentAt} HTTP/1.1\r\nHost: x\r\nContent-Length: ${message.length}\r\nConnection: close\r\n\r\n${message}`;
    const first = `POST ${tencentAt}&a=${long} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}`;
    const { text } = await raw(presend.url, first + next);
    expect(text.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 414', 'HTTP/1.1 200']);
  });
});

function headers(number: number, length: number): string {
  return Array.from({ length: number }, (_, i) => `X-${i}: ${'y'.repeat(length)}\r\n`).join('');
}

describe.each(VENDORS)('invalid or oversized HTTP at the url of %s', (platform, path) => {
  const post = `POST ${path} HTTP/1.1\r\nHost: x\r\n`;

  it.each([
    ['a header without end', `${post}X-Long: ${'y'.repeat(128 * 1024)}`, 431],
    ['a url beyond all limits', `POST ${path}?${'y'.repeat(128 * 1024)}`, 431],
    ['text that is not HTTP', 'hello?\r\n\r\n', 400],
    ['two lengths', `${post}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`, 400],
    ['a length and chunks', `${post}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
    ['a bad chunk', `${post}Transfer-Encoding: chunked\r\n\r\nZZ\r\n`, 400],
  ])('%s is rejected, and other callers still get replies', async (_what, bytes, status) => {
    const before = await recorded();
    const { text, isClosed } = await raw(presend.url, bytes);
    expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(isClosed).toBe(true);
    expect(await recorded()).toBe(before);
    await expectToAnswer();
  });

  it.each([
    ['headers', `${post}${headers(4000, 40)}\r\n`],
    ['one header', `${post}X-Long: ${'y'.repeat(512 * 1024)}`],
  ])('a flood of %s ends with a closed connection', async (_what, bytes) => {
    const { text, isClosed } = await raw(presend.url, bytes);
    // A caller that sends on while the reply is on its way may get a connection reset instead.
    expect(text).toMatch(/^(HTTP\/1.1 431 |$)/);
    expect(isClosed).toBe(true);
    await expectToAnswer();
  });

  it('thousands of small headers change no reply', async () => {
    const { text } = await raw(presend.url, `${post}Connection: close\r\n${headers(4000, 5)}\r\n`);
    expect(text).toMatch(/^HTTP\/1.1 200 /);
  });

  it('endless chunks get a reply at the limit, and then a closed connection', async () => {
    const before = await recorded();
    const more = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
    const endless = raw(presend.url, `${post}Transfer-Encoding: chunked\r\n\r\n`, { more, ms: 15_000 });
    await until(async () => (await recorded()) === before + 1);
    server().requestTimeout = server().headersTimeout = 500;
    try {
      const { text, isClosed } = await endless;
      expect(text).toMatch(/^HTTP\/1.1 413 /);
      // Node adds a bare 408 to the reply to a request that never ends.
      expect(text.split('HTTP/1.1 408')[0]).toContain(
        platform === 'openim' ? '"errCode":5413,' : '"ActionStatus":"FAIL",',
      );
      expect(isClosed).toBe(true);
    } finally {
      server().requestTimeout = server().headersTimeout = 10_000;
    }
    expect(await recorded()).toBe(before + 1);
    await expectToAnswer();
  });
});

describe('a slow caller', () => {
  it('has ten seconds for a request, and at least two minutes between two requests', () => {
    const { requestTimeout, headersTimeout, keepAliveTimeout } = server();
    expect([requestTimeout, headersTimeout]).toEqual([10_000, 10_000]);
    expect(keepAliveTimeout).toBeGreaterThanOrEqual(120_000);
  });

  it.each([
    ['a request line', 'P', {}],
    ['headers', `POST ${tencentAt} HTTP/1.1\r\nHost: x\r\nX-Slow: `, {}],
    [
      'headers, byte by byte,',
      `POST ${openimAt} HTTP/1.1\r\nHost: x\r\nX-Slow: `,
      { more: 'x', everyMs: 50 },
    ],
    ['a body', `POST ${tencentAt} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"Group`, {}],
    [
      'a body, byte by byte,',
      `POST ${openimAt} HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n{"sendID":"`,
      { more: 'x', everyMs: 50 },
    ],
    [
      'the body of a url that is too long',
      `POST ${tencentAt}&a=${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n`,
      { more: 'x', everyMs: 50 },
    ],
  ])(
    'with %s gets a closed connection after that time, and no record is written',
    async (what, bytes, options) => {
      const before = await recorded();
      server().requestTimeout = server().headersTimeout = 500;
      try {
        const { text, isClosed } = await raw(presend.url, bytes, { ms: 5_000, ...options });
        expect(text).toMatch(what.includes('too long') ? /^HTTP\/1.1 414 / : /^HTTP\/1.1 408 /);
        expect(isClosed).toBe(true);
      } finally {
        server().requestTimeout = server().headersTimeout = 10_000;
      }
      expect(await recorded()).toBe(before);
      await expectToAnswer();
    },
  );
});
