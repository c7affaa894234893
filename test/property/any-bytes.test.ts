import fc from 'fast-check';
import { Agent, request as httpRequest } from 'node:http';
import { query } from '../support/database.js';
import { faultsOf } from '../support/legality.js';
import { TENCENT_NOTICES } from '../../src/tencent/tencent-notices.js';
import { COMMANDS } from '../golden/commands.js';
import {
  ALLOWED,
  C2C,
  GROUP,
  groupMessage,
  liveRoomMessage,
  OFFICIAL_ACCOUNT,
  officialAccountMessage,
  OPENIM_GROUP,
  OPENIM_MODIFY,
  openimMessage,
  tencentPath,
} from '../support/messages.js';
import { APP, OPENIM_SECRET, TestPresend } from '../support/presend.js';

type Vendor = 'tencent' | 'openim';

interface Request {
  readonly path: string;
  readonly body: Uint8Array | string;
  readonly method?: string;
  /** Whether the caller is one of ours. The test computes it, and does not read it from the reply. */
  readonly isOurs: boolean;
}

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

let presend: TestPresend;
const agent = new Agent({ keepAlive: true, maxSockets: 8 });
beforeAll(async () => {
  presend = await TestPresend.start({ maxBodyKb: 64 });
  await presend.admin('PUT', `members/${APP}/jared`, { level: 'LV1' });
  await presend.admin('PUT', 'members/openim/jared', { level: 'LV1' });
  await presend.admin('PUT', `mutes/${APP}/mallory`, { code: 10101 });
  await presend.admin('PUT', 'mutes/openim/mallory', { code: 5101 });
});
afterAll(async () => {
  agent.destroy();
  await presend.stop();
});

// Not fetch: it rejects paths and methods that a caller may send.
function send({ path, body, method = 'POST' }: Request): Promise<Reply> {
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
    if (method !== 'POST') return sent.end();
    // A body in two pieces is sent chunked.
    const half = body.length >> 1;
    if (body.length % 3 === 1) sent.write(body.slice(0, half));
    sent.end(body.length % 3 === 1 ? body.slice(half) : body);
  });
}

async function records(): Promise<number> {
  const [row] = await query<{ count: string }>(presend.databaseUrl, 'SELECT count(*) FROM message_log');
  return Number(row!.count);
}

/** Sends each request. Its reply has to be legal, and exactly the requests of our own callers have to be recorded. */
async function check(vendor: Vendor, requests: fc.Arbitrary<Request>, numRuns: number): Promise<void> {
  const before = await records();
  let ours = 0;
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      await presend.passMinute();
      const { status, headers, text } = await send(request);
      expect(faultsOf(vendor, status, headers, text)).toEqual([]);
      expect(status !== 403).toBe(request.isOurs);
      if (request.isOurs) ours++;
    }),
    { numRuns },
  );
  expect(await records()).toBe(before + ours);
}

/** Bodies at the url of a Tencent command. The caller is ours unless the body names another command. */
function atTencent(command: string, bodies: fc.Arbitrary<Uint8Array | string>): fc.Arbitrary<Request> {
  return bodies.map((body) => ({ path: tencentPath(command), body, isOurs: !namesAnother(command, body) }));
}

function atOpenim(command: string, bodies: fc.Arbitrary<Uint8Array | string>): fc.Arbitrary<Request> {
  return bodies.map((body) => ({ path: `/openim/${OPENIM_SECRET}/${command}`, body, isOurs: true }));
}

function namesAnother(command: string, body: Uint8Array | string): boolean {
  try {
    const parsed = JSON.parse(Buffer.from(body as string).toString()) as unknown;
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return false;
    const { CallbackCommand: named } = parsed as Record<string, unknown>;
    return named !== undefined && named !== null && named !== command;
  } catch {
    return false;
  }
}

const bytes = fc.uint8Array({ maxLength: 400 });
const json = fc.json({ maxDepth: 6 });
const anyText = fc.string({ unit: 'binary' });

/** A valid callback in which some bytes were removed, inserted, or replaced. */
function damaged(...messages: readonly object[]): fc.Arbitrary<Uint8Array> {
  const damage = fc.record({
    at: fc.nat(),
    removed: fc.nat({ max: 3 }),
    put: fc.uint8Array({ maxLength: 3 }),
  });
  return fc
    .tuple(fc.constantFrom(...messages), fc.array(damage, { minLength: 1, maxLength: 4 }))
    .map(([message, damages]) =>
      damages.reduce(
        (source, { at, removed, put }) => {
          const start = at % source.length;
          return Buffer.concat([source.subarray(0, start), put, source.subarray(start + removed)]);
        },
        Buffer.from(JSON.stringify(message)),
      ),
    );
}

/** A valid callback in which some members were replaced by arbitrary values. */
const mutated = (members: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<string> =>
  fc.record(members, { requiredKeys: [] }).map((body) => JSON.stringify(body));

const elements = fc.oneof(
  fc.array(
    fc.record({
      MsgType: fc.oneof(
        fc.constantFrom('TIMTextElem', 'TIMCustomElem', 'TIMRelayElem', 'TIMFileElem', 'TIMStreamElem'),
        fc.string(),
      ),
      MsgContent: fc.oneof(
        fc.dictionary(fc.constantFrom('Text', 'Desc', 'Data', 'MsgList'), fc.jsonValue()),
        fc.constant({ Desc: 'CustomElement.MemberLevel', Data: 'LV99' }),
        fc.jsonValue(),
      ),
    }),
    { maxLength: 4 },
  ),
  fc.jsonValue(),
);
const person = fc.oneof(fc.constantFrom('jared', 'mallory'), anyText, fc.jsonValue());

const mutatedGroup = mutated({
  CallbackCommand: fc.oneof(fc.constant(GROUP), fc.jsonValue()),
  GroupId: fc.oneof(anyText, fc.jsonValue()),
  Type: fc.oneof(fc.constantFrom('Live', 'Public'), fc.jsonValue()),
  From_Account: person,
  Random: fc.jsonValue(),
  MsgBody: elements,
  CloudCustomData: fc.oneof(anyText, fc.jsonValue()),
  EventTime: fc.jsonValue(),
});
const mutatedOfficialAccount = mutated({
  Official_Account: person,
  MsgBody: elements,
  CloudCustomData: fc.oneof(anyText, fc.jsonValue()),
  EventTime: fc.jsonValue(),
});
const mutatedOpenim = mutated({
  sendID: person,
  serverMsgID: fc.oneof(fc.string(), fc.jsonValue()),
  contentType: fc.oneof(fc.constantFrom(101, 106, 107, 110, 114, 117, 1501), fc.jsonValue()),
  content: fc.oneof(anyText, json, fc.jsonValue()),
  ex: fc.oneof(anyText, json, fc.jsonValue()),
  groupID: fc.oneof(fc.string(), fc.jsonValue()),
  sendTime: fc.jsonValue(),
  atUserList: fc.jsonValue(),
});

const anything = fc.oneof(anyText, fc.jsonValue());
const people = fc.oneof(
  fc.array(fc.dictionary(fc.constantFrom('To_Account', 'Member_Account', 'Subscriber_Account'), anything)),
  anything,
);
const mutatedC2c = mutated({
  From_Account: person,
  To_Account: person,
  MsgKey: anything,
  MsgSeq: anything,
  MsgBody: elements,
  EventTime: fc.jsonValue(),
});
/** The members of all actions and notices, with arbitrary values. */
const mutatedOther = mutated({
  GroupId: anything,
  Type: fc.oneof(fc.constant('Live'), anything),
  Operator_Account: person,
  From_Account: person,
  To_Account: person,
  Official_Account: anything,
  RoomId: anything,
  RoomInfo: anything,
  Name: anything,
  FriendItem: people,
  ResponseFriendItem: people,
  DestinationMembers: people,
  SubscribeAccountList: people,
  PairList: people,
  Events: people,
  GiftWater: anything,
  ContactItem: anything,
  MsgID: anything,
  MsgKey: anything,
  MsgId: anything,
  Random: anything,
  MsgSeq: anything,
  MsgSeqList: fc.oneof(fc.array(fc.dictionary(fc.constant('MsgSeq'), anything)), anything),
  SendMsgResult: anything,
  ErrorCode: anything,
  ErrorInfo: anything,
  MsgBody: elements,
  EventTime: fc.jsonValue(),
});
const ACTIONS = COMMANDS.filter((command) => /Before(?!SendMsg)|Prev/.test(command));

/** The bodies at the urls of several commands. */
const atOneOf = (
  commands: readonly string[],
  bodies: fc.Arbitrary<Uint8Array | string>,
): fc.Arbitrary<Request> => fc.constantFrom(...commands).chain((command) => atTencent(command, bodies));

describe("replies in Tencent's format and records, at the Tencent url,", () => {
  it('any half-valid one-to-one message', () => check('tencent', atTencent(C2C, mutatedC2c), 200));
  it('any half-valid action', () => check('tencent', atOneOf(ACTIONS, mutatedOther), 200));
  it('any bytes for an action', () => check('tencent', atOneOf(ACTIONS, fc.oneof(bytes, json)), 100));
  it('any half-valid notice', () =>
    check('tencent', atOneOf(Object.keys(TENCENT_NOTICES), mutatedOther), 250));
  it('any bytes for a notice', () =>
    check('tencent', atOneOf(Object.keys(TENCENT_NOTICES), fc.oneof(bytes, json)), 100));
  it('any bytes', () => check('tencent', atTencent(GROUP, bytes), 300));
  it('any JSON', () => check('tencent', atTencent(GROUP, json), 300));
  it('any damaged message', () =>
    check('tencent', atTencent(GROUP, damaged(groupMessage('hi 🙂'), liveRoomMessage('hi'))), 400));
  it('any half-valid group message', () => check('tencent', atTencent(GROUP, mutatedGroup), 500));
  it('any damaged broadcast', () =>
    check('tencent', atTencent(OFFICIAL_ACCOUNT, damaged(officialAccountMessage('hi'))), 200));
  it('any half-valid broadcast', () =>
    check('tencent', atTencent(OFFICIAL_ACCOUNT, mutatedOfficialAccount), 200));
});

describe("replies in OpenIM's format and records, at the OpenIM url,", () => {
  it('any bytes', () => check('openim', atOpenim(OPENIM_GROUP, bytes), 300));
  it('any JSON', () => check('openim', atOpenim(OPENIM_GROUP, json), 300));
  it('any damaged message', () =>
    check('openim', atOpenim(OPENIM_GROUP, damaged(openimMessage('hi 🙂'))), 300));
  it('any half-valid message', () => check('openim', atOpenim(OPENIM_GROUP, mutatedOpenim), 500));
  it('any half-valid change', () => check('openim', atOpenim(OPENIM_MODIFY, mutatedOpenim), 300));
});

/** Everything that a request line may hold, including invalid percent signs and dots. */
const segment = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', maxLength: 20 }).map(encodeURIComponent),
  fc.stringMatching(/^[!-"$->@-~]{0,20}$/),
  fc.constantFrom('..', '.', '%', '%00', '%2F', '%ZZ', '%E0%A4%A', '~callback', OPENIM_SECRET, OPENIM_GROUP),
);
const rest = fc.array(segment, { maxLength: 4 }).map((segments) => segments.join('/'));

it('a notice is always acknowledged, and its record and its delivery reports can be read', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(TENCENT_NOTICES)),
      mutatedOther,
      async (command, body) => {
        const { text } = await send({ path: tencentPath(command), body, isOurs: true });
        expect(text).toBe(ALLOWED);
      },
    ),
    { numRuns: 100 },
  );
  expect((await presend.admin('GET', 'messages?limit=1000')).status).toBe(200);
  expect((await presend.admin('GET', 'messages?delivered=false')).status).toBe(200);
});

it("replies to any path below /openim in OpenIM's format", () =>
  check(
    'openim',
    rest.map((path) => ({ path: `/openim/${path}`, body: '{}', isOurs: isOurSecret(path) })),
    400,
  ));

it("replies to any path below /tencent in Tencent's format", () =>
  check(
    'tencent',
    rest.map((path) => ({ path: `/tencent/${path}?SdkAppid=${APP}`, body: '{}', isOurs: true })),
    300,
  ));

function isOurSecret(path: string): boolean {
  const first = path.split('/').find((part) => part !== '') ?? '';
  try {
    return decodeURIComponent(first) === OPENIM_SECRET;
  } catch {
    return false;
  }
}

const value = fc.oneof(
  fc.constantFrom(APP, GROUP, OPENIM_GROUP, '%', '%ZZ', '+', ''),
  fc.stringMatching(/^[!-"$-%'-~]{0,20}$/),
);
const names = [
  'SdkAppid',
  'CallbackCommand',
  'command',
  'Sign',
  'RequestTime',
  'x',
  '%',
  '%ZZ',
  '',
  '__proto__',
];
const pairs = fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 6 });
const queryOf = (given: readonly (readonly [string, string])[]): string =>
  given.map((pair) => pair.join('=')).join('&');

it("replies to any query at the Tencent url in Tencent's format", () =>
  check(
    'tencent',
    pairs.map((given) => ({
      path: `/tencent?${queryOf(given)}`,
      body: '{}',
      isOurs: given.find(([name]) => name === 'SdkAppid')?.[1] === APP,
    })),
    400,
  ));

it("replies to any query at the OpenIM url in OpenIM's format", () =>
  check(
    'openim',
    fc.tuple(fc.boolean(), pairs).map(([isOurs, given]) => ({
      path: `/openim/${isOurs ? OPENIM_SECRET : 'x'}?${queryOf(given)}`,
      body: '{}',
      isOurs,
    })),
    300,
  ));

const methods = fc.constantFrom('GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PURGE', 'REPORT');

it("replies to any method at a callback url in the vendor's format", async () => {
  const tencent = tencentPath(GROUP);
  const openim = `/openim/${OPENIM_SECRET}/${OPENIM_GROUP}`;
  await check(
    'tencent',
    methods.map((method) => ({ path: tencent, body: '', method, isOurs: true })),
    15,
  );
  await check(
    'openim',
    methods.map((method) => ({ path: openim, body: '', method, isOurs: true })),
    15,
  );
});

it('still replies after all these requests', async () => {
  const body = JSON.stringify(groupMessage('hi', { From_Account: 'somebody' }));
  const { text } = await send({ path: tencentPath(GROUP), body, isOurs: true });
  expect(text).toBe(ALLOWED);
});
