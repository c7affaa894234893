import { IdempotencyService } from '../../src/idempotency/idempotency.service.js';
import type { DecisionPolicy, CallbackEvent } from '../../src/index.js';
import { reject } from '../../src/index.js';
import { ClaimCleanup } from '../../src/idempotency/claim-cleanup.js';
import { createDatabase, query } from '../support/database.js';
import {
  ALLOWED,
  GROUP,
  groupMessage,
  OFFICIAL_ACCOUNT,
  officialAccountMessage,
  OPENIM_GROUP,
  OPENIM_MODIFY,
  openimMessage,
} from '../support/messages.js';
import { APP, TestPresend } from '../support/presend.js';

/** Gives another verdict for every message: only a replayed verdict is the same. */
class Fickle implements DecisionPolicy {
  static asked = 0;
  static ms = 0;
  readonly name = 'fickle';

  async decide(_event: CallbackEvent): Promise<ReturnType<typeof reject> | undefined> {
    await new Promise((resolve) => setTimeout(resolve, Fickle.ms));
    return Fickle.asked++ % 2 === 0 ? undefined : reject(10101, `no. ${Fickle.asked}`);
  }
}

let databaseUrl: string;
let node: TestPresend;
let other: TestPresend;
beforeAll(async () => {
  databaseUrl = await createDatabase();
  node = await TestPresend.start({ databaseUrl, policies: [Fickle] });
  other = await TestPresend.start({ databaseUrl, policies: [Fickle] });
  await node.admin('PUT', `members/${APP}/jared`, { level: 'LV1' });
});
afterAll(async () => {
  await node.stop();
  await other.stop();
});
beforeEach(async () => {
  Fickle.asked = 0;
  Fickle.ms = 0;
  await query(databaseUrl, 'TRUNCATE message_log, message_claim');
});

async function stored(): Promise<number> {
  const [row] = await query<{ count: string }>(databaseUrl, 'SELECT count(*) FROM message_log');
  return Number(row!.count);
}

describe.each([
  ['on one node', () => node],
  ['on two nodes', () => other],
])('a callback that is delivered again, %s,', (_where, second) => {
  it('gets the same reply with the same level, and one record', async () => {
    const message = groupMessage('hello');
    const first = await node.tencent(GROUP, message);
    expect(first.json.MsgBody).toHaveLength(2);
    const again = await second().tencent(GROUP, message);
    expect(again.text).toBe(first.text);
    expect(await stored()).toBe(1);
  });

  it('is rejected again with the same code and text', async () => {
    Fickle.asked = 1;
    const message = groupMessage('hello', { Random: undefined, MsgId: '144115233406643804-1727580296-1' });
    const first = await node.tencent(GROUP, message);
    expect(first.json).toMatchObject({ ErrorCode: 10101, ErrorInfo: 'no. 2' });
    const again = await second().tencent(GROUP, message);
    expect(again.text).toBe(first.text);
    expect(await stored()).toBe(1);
  });

  it('gets the same reply if both deliveries arrive at the same time', async () => {
    Fickle.ms = 100;
    const message = groupMessage('hello');
    const sent = Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? node : second()).tencent(GROUP, message));
    const answers = new Set((await Promise.all(sent)).map(({ text }) => text));
    expect(answers.size).toBe(1);
    expect(await stored()).toBe(1);
  });

  it('is another message if its content differs', async () => {
    const message = groupMessage('hello', { Random: 7_000_001 });
    await node.tencent(GROUP, message);
    const { json } = await second().tencent(GROUP, {
      ...message,
      ...groupMessage('casino', { Random: 7_000_001 }),
    });
    expect(json.ErrorCode).toBe(10101);
    expect(await stored()).toBe(2);
  });

  it.each([{ GroupId: '@TGS#other' }, { From_Account: 'mallory' }, { Random: 1 }, { TopicId: 'topic' }])(
    'is another message with %j',
    async (difference) => {
      const message = groupMessage('hello');
      await node.tencent(GROUP, message);
      const { json } = await second().tencent(GROUP, { ...message, ...difference });
      expect(json.ErrorCode).toBe(10101);
      expect(await stored()).toBe(2);
    },
  );

  it('is judged again if it cannot be told from another message', async () => {
    const message = officialAccountMessage('hello');
    await node.tencent(OFFICIAL_ACCOUNT, message);
    const { json } = await second().tencent(OFFICIAL_ACCOUNT, message);
    expect(json.ErrorInfo).toBe('no. 2');
    expect(await stored()).toBe(2);
    const anonymous = groupMessage('hello', { Random: undefined });
    await node.tencent(GROUP, anonymous);
    await second().tencent(GROUP, anonymous);
    expect(await stored()).toBe(4);
  });

  it('is judged again after a minute', async () => {
    const message = groupMessage('hello');
    await node.tencent(GROUP, message);
    await query(databaseUrl, `UPDATE message_claim SET received_at = received_at - interval '61 s'`);
    node.app.get(IdempotencyService, { strict: false }).forget();
    expect((await second().tencent(GROUP, message)).json.ErrorCode).toBe(10101);
    expect(await stored()).toBe(2);
  });

  it('is recognized by its serverMsgID in OpenIM', async () => {
    Fickle.asked = 1;
    const message = openimMessage('hello');
    const first = await node.openim(OPENIM_GROUP, message);
    expect(first.json.nextCode).toBe(1);
    expect((await second().openim(OPENIM_GROUP, message)).text).toBe(first.text);
    expect(await stored()).toBe(1);
  });

  it('gets the old verdict and its own record if a user resends the message in OpenIM', async () => {
    Fickle.asked = 1;
    const message = openimMessage('hello');
    const first = await node.openim(OPENIM_GROUP, message);
    expect(first.json.nextCode).toBe(1);
    const again = await second().openim(OPENIM_GROUP, { ...message, serverMsgID: 'a-new-one' });
    expect(again.text).toBe(first.text);
    expect(await stored()).toBe(2);
  });

  it("gets the same verdict in OpenIM's second callback as in the first", async () => {
    Fickle.asked = 1;
    const message = openimMessage('hello');
    const first = await node.openim(OPENIM_GROUP, message);
    const modify = { ...message, callbackCommand: OPENIM_MODIFY, groupID: undefined };
    expect((await second().openim(OPENIM_MODIFY, modify)).text).toBe(first.text);
    const [record] = await node.records({ limit: '1' });
    expect(record).toMatchObject({ command: OPENIM_MODIFY, conversationId: 'group567', decidedBy: 'fickle' });
  });
});

it('counts the duplicates', async () => {
  const message = groupMessage('hello');
  const repeats = async (): Promise<number> =>
    Number(
      /^presend_repeats_total\{family="group"\} (\d+)$/m.exec(
        (await node.request('/metrics', {})).text,
      )?.[1] ?? 0,
    );
  const before = await repeats();
  await node.tencent(GROUP, message);
  await node.tencent(GROUP, message);
  expect(await repeats()).toBe(before + 1);
});

it('deletes old claims', async () => {
  await node.tencent(GROUP, groupMessage('hello'));
  const claims = node.app.get(ClaimCleanup, { strict: false });
  expect(await claims.sweep()).toBe(0);
  expect(await query(databaseUrl, 'SELECT * FROM message_claim')).toHaveLength(1);
  await claims.sweep(0, 0);
  expect(await query(databaseUrl, 'SELECT * FROM message_claim')).toHaveLength(0);
});

it('deletes claims in one page range after another, up to the end of the table', async () => {
  await query(
    databaseUrl,
    `INSERT INTO message_claim (key, received_at, id)
     SELECT gen_random_uuid(), now(), gen_random_uuid() FROM generate_series(1, 100000)`,
  );
  const claims = node.app.get(ClaimCleanup, { strict: false });
  const left = async (): Promise<number> => (await query(databaseUrl, 'SELECT 1 FROM message_claim')).length;
  const next = await claims.sweep(0, 0);
  expect(next).toBeGreaterThan(0);
  expect(await left()).toBeGreaterThan(0);
  expect(await left()).toBeLessThan(100_000);
  for (let from = next; from !== 0;) from = await claims.sweep(from, 0);
  expect(await left()).toBe(0);
});

it('treats a claim without a record as no claim', async () => {
  await query(databaseUrl, 'TRUNCATE message_log');
  const message = groupMessage('hello');
  await node.tencent(GROUP, message);
  // A claim without a record, for instance after a partition was dropped.
  await query(databaseUrl, 'TRUNCATE message_log');
  Fickle.asked = 0;
  const { text } = await other.tencent(GROUP, { ...message, From_Account: 'jared' });
  expect(text).toContain('"ErrorCode":0');
  expect(text === ALLOWED).toBe(false);
  expect(await stored()).toBe(1);
});
