import type { Server } from 'node:http';
import { connect } from 'node:net';
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

let presend: TestPresend;
beforeAll(async () => {
  presend = await TestPresend.start({ maxBodyKb: 64 });
});
afterAll(() => presend.stop());

const server = (): Server => presend.app.getHttpServer() as Server;

/** Writes bytes as they are, and reads what comes until the other end closes or `ms` have passed. */
async function raw(bytes: string, ms = 2_000): Promise<string> {
  const { hostname, port } = new URL(presend.url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.on('error', () => {});
  socket.write(bytes);
  // Not events.once: a connection that is reset closes too.
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, ms).unref())]);
  socket.destroy();
  return text;
}

async function count(metric: string): Promise<number> {
  const { text } = await presend.request('/metrics', {});
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${metric} `))
      ?.slice(metric.length) ?? 0,
  );
}

describe('a query of 64 KB', () => {
  const long = 'x'.repeat(64 * 1024);

  it('is refused in the envelope of Tencent, not recorded, and counted', async () => {
    const before = await count('presend_refused_callers_total{platform="tencent"}');
    const path = `${tencentPath(GROUP)}&ClientIP=${long}`;
    const { status, headers, text } = await presend.post(path, groupMessage('hello'));
    expect([status, text]).toEqual([
      414,
      '{"ActionStatus":"FAIL","ErrorInfo":"The url is too long.","ErrorCode":1}',
    ]);
    expect(headers.get('content-type')).toContain('application/json');
    expect(await presend.records()).toEqual([]);
    expect(await count('presend_refused_callers_total{platform="tencent"}')).toBe(before + 1);
  });

  it('is refused in the envelope of OpenIM, by query and by path', async () => {
    for (const path of [
      `/openim/${OPENIM_SECRET}/${OPENIM_GROUP}?a=${long}`,
      `/openim/${long}/${OPENIM_GROUP}`,
    ]) {
      const { status, json } = await presend.post(path, openimMessage('hello'));
      expect(status).toBe(414);
      expect(json).toEqual({
        actionCode: 0,
        errCode: 5414,
        errMsg: 'The url is too long.',
        errDlt: '',
        nextCode: 1,
      });
    }
  });

  it('reaches the limit at 16 KiB, and not before', async () => {
    const path = `${tencentPath(GROUP)}&ClientIP=`;
    const fits = path + '1'.repeat(16 * 1024 - path.length);
    expect((await presend.post(fits, groupMessage('hello'))).text).toBe(ALLOWED);
    expect((await presend.post(`${fits}1`, groupMessage('hello'))).status).toBe(414);
  });
});

// Who goes on sending while the answer is on its way may find the connection reset instead of it.
describe('what is no HTTP, or too much of it,', () => {
  const post = `POST ${tencentPath(GROUP)} HTTP/1.1\r\nHost: x\r\n`;

  it.each([
    [
      'a flood of headers',
      `${post}${Array.from({ length: 4000 }, (_, i) => `X-${i}: ${'y'.repeat(40)}\r\n`).join('')}\r\n`,
      /^(HTTP\/1.1 431 |$)/,
    ],
    ['no HTTP', 'hello?\r\n\r\n', /^HTTP\/1.1 400 /],
    ['two lengths', `${post}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`, /^HTTP\/1.1 400 /],
    [
      'a length and chunks',
      `${post}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      /^HTTP\/1.1 400 /,
    ],
    ['a bad chunk', `${post}Transfer-Encoding: chunked\r\n\r\nZZ\r\n`, /^(HTTP\/1.1 400 |$)/],
  ])('%s is refused, and harms nobody', async (_what, bytes, answer) => {
    expect(await raw(bytes)).toMatch(answer);
    expect((await presend.tencent(GROUP, groupMessage('hello'))).text).toBe(ALLOWED);
  });

  it('chunks without end are answered at the limit', async () => {
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
    const text = await raw(`${post}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(1100)}`, 4_000);
    expect(text).toMatch(/^(HTTP\/1.1 413 |$)/);
  });
});

it('takes a body of exactly the limit, and refuses one byte more', async () => {
  const message = groupMessage('');
  const empty = Buffer.byteLength(JSON.stringify({ ...message, pad: '' }));
  const body = (bytes: number): object => ({ ...message, pad: 'x'.repeat(bytes - empty) });
  expect((await presend.tencent(GROUP, body(64 * 1024))).status).toBe(200);
  expect((await presend.tencent(GROUP, body(64 * 1024 + 1))).status).toBe(413);
});

it.each([
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"a":{"__proto__":{"polluted":1}}}',
])('no prototype is changed by %s, at the top or in an element', async (source) => {
  const message = JSON.stringify(groupMessage('hello'));
  const inside = message.replace('"MsgContent":{', `"MsgContent":{"more":${source},`);
  for (const body of [source, `${source.slice(0, -1)},${message.slice(1)}`, inside]) {
    const answer = await presend.post(`${tencentPath(GROUP)}&__proto__[polluted]=1&constructor=1`, body);
    expect(faultsOf('tencent', answer.status, answer.headers, answer.text)).toEqual([]);
  }
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

it.each([
  ['arrays', '['.repeat(30_000)],
  ['objects', '{"a":'.repeat(12_000)],
  ['arrays that end', '['.repeat(30_000) + ']'.repeat(30_000)],
])('JSON that is nested without end is answered: %s', async (_what, nested) => {
  const { GroupId } = groupMessage('') as { GroupId: string };
  for (const body of [nested, `{"GroupId":"${GroupId}","MsgBody":${nested}}`]) {
    const answer = await presend.tencent(GROUP, body);
    expect(faultsOf('tencent', answer.status, answer.headers, answer.text)).toEqual([]);
  }
});

describe('who is slow', () => {
  it('has ten seconds for a request, and two minutes and more between two', () => {
    const { requestTimeout, headersTimeout, keepAliveTimeout } = server();
    expect([requestTimeout, headersTimeout]).toEqual([10_000, 10_000]);
    expect(keepAliveTimeout).toBeGreaterThanOrEqual(120_000);
  });

  it.each([
    ['headers', `POST ${tencentPath(GROUP)} HTTP/1.1\r\nHost: x\r\nX-Slow: `],
    ['a body', `POST ${tencentPath(GROUP)} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"Group`],
  ])('with %s is cut off then, and nothing of it is recorded', async (_what, bytes) => {
    const before = (await presend.records()).length;
    server().requestTimeout = server().headersTimeout = 500;
    try {
      const text = await raw(bytes, 5_000);
      expect(text).toMatch(/^HTTP\/1.1 408 /);
    } finally {
      server().requestTimeout = server().headersTimeout = 10_000;
    }
    expect((await presend.records()).length).toBe(before);
  });
});
