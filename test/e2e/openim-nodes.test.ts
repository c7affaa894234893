import type { DecisionPolicy, CallbackEvent, PresendModuleOptions } from '../../src/index.js';
import { reject, RulePolicy } from '../../src/index.js';
import { createDatabase } from '../support/database.js';
import { OPENIM_GROUP, OPENIM_MODIFY, openimMessage } from '../support/messages.js';
import { TestPresend } from '../support/presend.js';
import { hasRedis, RedisProcess } from '../support/redis.js';
import { until } from '../support/until.js';
import { Wire } from '../support/wire.js';

const SINGLE = 'callbackBeforeSendSingleMsgCommand';

/** Rejects casinos with the number of the call in the text, so that a replayed verdict can be recognized. */
class Counting implements DecisionPolicy {
  static asked = 0;
  readonly name = 'counting';

  decide({ text }: CallbackEvent): ReturnType<typeof reject> | undefined {
    Counting.asked++;
    return text.includes('casino') ? reject(5101, `no. ${Counting.asked}`) : undefined;
  }
}

const policies = [Counting, RulePolicy];
let databaseUrl: string;
let node: TestPresend;
let other: TestPresend;

async function startBoth(options: PresendModuleOptions = {}, otherOptions = options): Promise<void> {
  databaseUrl ??= await createDatabase();
  node = await TestPresend.start({ databaseUrl, policies, ...options });
  await node.admin('PUT', 'members/openim/jared', { level: 'LV1' });
  await node.admin('PUT', 'members/openim/jared', { level: 'LV8', conversationId: 'group8' });
  other = await TestPresend.start({ databaseUrl, policies, ...otherOptions });
}

/** The second callback of a message: without its group. */
const modified = (message: object): object => ({
  ...message,
  callbackCommand: OPENIM_MODIFY,
  groupID: undefined,
  recvID: undefined,
});

async function maskCasinos(): Promise<void> {
  await node.admin('PUT', 'keyword-lists/swearwords/entries', '{"text":"darn"}', {
    'content-type': 'application/x-ndjson',
  });
  const mask = {
    name: 'mask',
    when: 'keywords("swearwords", text)',
    then: { action: 'mask', with: '*' },
    state: 'live',
  };
  const { status } = await node.admin('POST', 'rule-sets', { rules: [mask], reason: 'a test' });
  expect(status).toBe(201);
  await until(async () => {
    const answer = await other.openim(OPENIM_MODIFY, modified(openimMessage('darn')));
    return answer.json.content !== undefined;
  });
}

beforeEach(() => {
  Counting.asked = 0;
});
afterEach(async () => {
  await node.stop();
  await other.stop();
});

it('another node finds the group and the verdict of a message, and does not judge it again', async () => {
  await startBoth();
  const message = openimMessage('hello', { groupID: 'group8' });
  await node.openim(OPENIM_GROUP, message);
  const { json } = await other.openim(OPENIM_MODIFY, modified(message));
  expect(JSON.parse(json.ex)).toEqual({ 'CustomElement.MemberLevel': 'LV8' });
  expect(Counting.asked).toBe(1);
  const [record] = await node.records({ limit: '1' });
  expect(record).toMatchObject({ command: OPENIM_MODIFY, conversationId: 'group8', failure: null });
});

it('another node rejects a one-to-one message exactly as the first node did', async () => {
  await startBoth();
  const message = openimMessage('casino', { groupID: undefined, recvID: 'ann', sessionType: 1 });
  const first = await node.openim(SINGLE, message);
  expect(first.json).toMatchObject({ nextCode: 1, errCode: 5101, errMsg: 'no. 1' });
  expect((await other.openim(OPENIM_MODIFY, modified(message))).text).toBe(first.text);
  const [record] = await node.records({ limit: '1' });
  expect(record).toMatchObject({ conversationId: 'ann', decidedBy: 'counting' });
});

it('another node masks the words that a rule masked before-send, also after a resend', async () => {
  await startBoth();
  await maskCasinos();
  const message = openimMessage('darn it', {
    contentType: 106,
    content: '{"text":"darn it","isAtSelf":false}',
  });
  const covered = '{"text":"**** it","isAtSelf":false}';
  for (const second of [node, other]) {
    const sent = { ...message, serverMsgID: `first ${second.url}`, clientMsgID: `c ${second.url}` };
    expect((await node.openim(OPENIM_GROUP, sent)).json).not.toHaveProperty('content');
    expect((await second.openim(OPENIM_MODIFY, modified(sent))).json).toMatchObject({
      content: covered,
      ex: '{"CustomElement.MemberLevel":"LV1"}',
    });
    const again = { ...sent, serverMsgID: `again ${second.url}` };
    await second.openim(OPENIM_GROUP, again);
    expect((await node.openim(OPENIM_MODIFY, modified(again))).json.content).toBe(covered);
  }
  const [record] = await node.records({ limit: '1' });
  expect(record).toMatchObject({
    ruleHits: ['mask'],
    deliveredBody: [{ contentType: 106, content: covered }],
  });
});

it('a message that no node has judged before is judged in the modify callback', async () => {
  await startBoth();
  const { json } = await other.openim(OPENIM_MODIFY, modified(openimMessage('casino')));
  expect(json).toMatchObject({ nextCode: 1, errMsg: 'no. 1' });
  const [record] = await node.records({ limit: '1' });
  expect(record).toMatchObject({ conversationId: null, failure: null });
});

it('a node that cannot find the earlier verdict waits 250 ms, judges again, and the record says so', async () => {
  databaseUrl = await createDatabase();
  const wire = await Wire.to(databaseUrl);
  await startBoth({}, { databaseUrl: wire.url, logWaitMs: 200 });
  const message = openimMessage('hello', { groupID: 'group8' });
  await node.openim(OPENIM_GROUP, message);
  wire.hang();
  const start = performance.now();
  const { json } = await other.openim(OPENIM_MODIFY, modified(message));
  expect(performance.now() - start).toBeLessThan(800);
  expect(JSON.parse(json.ex)).toEqual({ 'CustomElement.MemberLevel': 'LV1' });
  expect(Counting.asked).toBe(2);
  wire.mend();
  await until(async () => (await node.records({ limit: '1' }))[0].command === OPENIM_MODIFY);
  const [record] = await node.records({ limit: '1' });
  expect(record.failure).toContain('was not found within 250 ms: judged again');
  await other.stop();
  await wire.close();
});

if (!hasRedis)
  process.stderr.write('No redis-server here: its test is skipped (apt-get install redis-server).\n');

(hasRedis ? it : it.skip)(
  'another node finds the verdict in Redis while PostgreSQL is unavailable',
  async () => {
    databaseUrl = await createDatabase();
    const wire = await Wire.to(databaseUrl);
    const redis = await RedisProcess.start();
    const options = { databaseUrl: wire.url, redisUrl: redis.url, logWaitMs: 200 };
    await startBoth(options);
    await until(async () => (await other.request('/health/ready', {})).json.redis === 'up');
    wire.cut();
    const message = openimMessage('hello', { groupID: 'group8' });
    await node.openim(OPENIM_GROUP, message);
    const { json } = await other.openim(OPENIM_MODIFY, modified(message));
    expect(JSON.parse(json.ex)).toEqual({ 'CustomElement.MemberLevel': 'LV8' });
    expect(Counting.asked).toBe(1);
    wire.mend();
    await node.stop();
    await other.stop();
    await redis.stop();
    await wire.close();
  },
);
