import fc from 'fast-check';
import { Agent, request as httpRequest } from 'node:http';
import { query } from '../support/database.js';
import { faultsOf } from '../support/legality.js';
import { APP, OPENIM_SECRET, TestPresend } from '../support/presend.js';

let presend: TestPresend;
const agent = new Agent({ keepAlive: true, maxSockets: 8 });
beforeAll(async () => {
  presend = await TestPresend.start({ maxBodyKb: 64 });
});
afterAll(async () => {
  agent.destroy();
  await presend.stop();
});

const GROUP = '/?SdkAppid=' + APP + '&CallbackCommand=Group.CallbackBeforeSendMsg';
const OPENIM = `/openim/${OPENIM_SECRET}/callbackBeforeSendGroupMsgCommand`;

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

// Not fetch: it refuses paths and methods that somebody may well send.
function send(path: string, body: Uint8Array | string, method = 'POST'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(presend.url);
    const sent = httpRequest({ hostname, port, path, method, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const headers = new Headers(response.headers as Record<string, string>);
        resolve({ status: response.statusCode!, headers, text: Buffer.concat(chunks).toString() });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function records(): Promise<number> {
  const [row] = await query<{ count: string }>(presend.databaseUrl, 'SELECT count(*) FROM message_log');
  return Number(row!.count);
}

/** Sends each body, checks the answers, and that the authentic ones were recorded. */
async function check<T>(
  vendor: 'tencent' | 'openim',
  arbitrary: fc.Arbitrary<T>,
  exchange: (input: T) => Promise<Reply>,
  numRuns: number,
): Promise<void> {
  const before = await records();
  let authentic = 0;
  await fc.assert(
    fc.asyncProperty(arbitrary, async (input) => {
      const { status, headers, text } = await exchange(input);
      expect(faultsOf(vendor, status, headers, text)).toEqual([]);
      if (status !== 403) authentic++;
    }),
    { numRuns },
  );
  expect(await records()).toBe(before + authentic);
}

const bytes = fc.uint8Array({ maxLength: 400 });
const json = fc.json({ maxDepth: 6 });

/** A valid callback in which somebody has replaced some members by anything. */
const mutatedGroup = fc
  .record(
    {
      CallbackCommand: fc.oneof(fc.constant('Group.CallbackBeforeSendMsg'), fc.jsonValue()),
      GroupId: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
      Type: fc.oneof(fc.constantFrom('Live', 'Public'), fc.jsonValue()),
      From_Account: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
      Random: fc.jsonValue(),
      MsgBody: fc.oneof(
        fc.array(
          fc.record({
            MsgType: fc.oneof(
              fc.constantFrom('TIMTextElem', 'TIMCustomElem', 'TIMRelayElem', 'TIMFileElem', 'TIMStreamElem'),
              fc.string(),
            ),
            MsgContent: fc.oneof(
              fc.dictionary(fc.constantFrom('Text', 'Desc', 'Data', 'MsgList'), fc.jsonValue()),
              fc.jsonValue(),
            ),
          }),
          { maxLength: 4 },
        ),
        fc.jsonValue(),
      ),
      CloudCustomData: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
      EventTime: fc.jsonValue(),
    },
    { requiredKeys: [] },
  )
  .map((body) => JSON.stringify(body));

const mutatedOpenim = fc
  .record(
    {
      sendID: fc.oneof(fc.string(), fc.jsonValue()),
      serverMsgID: fc.oneof(fc.string(), fc.jsonValue()),
      contentType: fc.oneof(fc.constantFrom(101, 106, 107, 110, 114, 117), fc.jsonValue()),
      content: fc.oneof(fc.string(), json, fc.jsonValue()),
      ex: fc.oneof(fc.string(), json, fc.jsonValue()),
      groupID: fc.oneof(fc.string(), fc.jsonValue()),
      sendTime: fc.jsonValue(),
      atUserList: fc.jsonValue(),
    },
    { requiredKeys: [] },
  )
  .map((body) => JSON.stringify(body));

it('answers any bytes at the Tencent url in the envelope, and records them', () =>
  check('tencent', bytes, (body) => send(GROUP, body), 300));

it('answers any JSON at the Tencent url in the envelope, and records it', () =>
  check('tencent', json, (body) => send(GROUP, body), 300));

it('answers any half-valid group message in the envelope, and records it', () =>
  check('tencent', mutatedGroup, (body) => send(GROUP, body), 500));

it('answers any bytes at the OpenIM url in the envelope, and records them', () =>
  check('openim', bytes, (body) => send(OPENIM, body), 300));

it('answers any half-valid OpenIM message in the envelope, and records it', () =>
  check('openim', mutatedOpenim, (body) => send(OPENIM, body), 500));

it('answers any half-valid change of an OpenIM message in the envelope, and records it', () =>
  check(
    'openim',
    mutatedOpenim,
    (body) => send(`/openim/${OPENIM_SECRET}/callbackBeforeMsgModifyCommand`, body),
    300,
  ));

const segment = fc.string({ unit: 'grapheme-ascii', maxLength: 20 }).map(encodeURIComponent);

it('answers any path below a callback url in the envelope', async () => {
  await check(
    'openim',
    fc.array(segment, { maxLength: 4 }),
    (path) => send(`/openim/${path.join('/')}`, '{}'),
    200,
  );
  await check(
    'tencent',
    fc.array(segment, { maxLength: 4 }),
    (path) => send(`/tencent/${path.join('/')}`, '{}'),
    200,
  );
});

it('answers any query at the Tencent url in the envelope', () =>
  check(
    'tencent',
    fc.array(fc.tuple(fc.constantFrom('SdkAppid', 'CallbackCommand', 'Sign', 'x', '%', '%ZZ', ''), segment)),
    (pairs) => send(`/tencent?${pairs.map((pair) => pair.join('=')).join('&')}`, '{}'),
    300,
  ));

it('answers any method at a callback url in the envelope', () =>
  check(
    'tencent',
    fc.constantFrom('GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'),
    (method) => send(`/tencent${GROUP.slice(1)}`, '', method),
    10,
  ));

it('goes on answering after all that', async () => {
  const { text } = await send(GROUP, '{"GroupId":"g","MsgBody":[]}');
  expect(text).toBe('{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}');
});
