import type { DecisionPolicy } from '../../src/index.js';
import { reject } from '../../src/index.js';
import { createDatabase, query } from '../support/database.js';
import { GROUP, groupMessage, OPENIM_GROUP, openimMessage } from '../support/messages.js';
import { TestPresend } from '../support/presend.js';
import { RedisProcess, withRedis } from '../support/redis.js';
import { until } from '../support/until.js';

/** Returns another verdict for every message, so only a replayed verdict stays the same. */
class Fickle implements DecisionPolicy {
  static asked = 0;
  readonly name = 'fickle';

  decide(): ReturnType<typeof reject> | undefined {
    return Fickle.asked++ % 2 === 0 ? undefined : reject(10101, `no. ${Fickle.asked}`);
  }
}

withRedis('with Redis', () => {
  let redis: RedisProcess;
  let databaseUrl: string;
  let node: TestPresend;
  let other: TestPresend;
  beforeEach(async () => {
    Fickle.asked = 1;
    redis = await RedisProcess.start();
    databaseUrl = await createDatabase();
    node = await TestPresend.start({ databaseUrl, policies: [Fickle], redisUrl: redis.url });
    other = await TestPresend.start({ databaseUrl, policies: [Fickle], redisUrl: redis.url });
    await until(async () => (await node.request('/health/ready', {})).json.redis === 'up');
  });
  afterEach(async () => {
    await node.stop();
    await other.stop();
    await redis.stop();
  });

  async function count(table: string): Promise<number> {
    const [row] = await query<{ count: string }>(databaseUrl, `SELECT count(*) FROM ${table}`);
    return Number(row!.count);
  }

  it('gives a duplicate on another node the same reply and records it once', async () => {
    const message = groupMessage('hello');
    const first = await node.tencent(GROUP, message);
    expect((await other.tencent(GROUP, message)).text).toBe(first.text);
    expect([await count('message_log'), await count('message_claim')]).toEqual([1, 0]);
  });

  it('records a duplicate if the first node died before it recorded the callback', async () => {
    const message = groupMessage('hello');
    const first = await node.tencent(GROUP, message);
    await query(databaseUrl, 'DELETE FROM message_log');
    expect((await other.tencent(GROUP, message)).text).toBe(first.text);
    const [record] = await other.records();
    expect(record).toMatchObject({ verdict: 'reject', info: 'no. 2', decidedBy: 'fickle' });
  });

  it('gives a message that is sent again in OpenIM the earlier verdict on every node', async () => {
    const message = openimMessage('hello');
    const first = await node.openim(OPENIM_GROUP, message);
    expect(first.json.nextCode).toBe(1);
    const again = await other.openim(OPENIM_GROUP, { ...message, serverMsgID: 'a-new-one' });
    expect(again.text).toBe(first.text);
    expect(await count('message_log')).toBe(2);
  });

  it.each(['killed', 'paused'])(
    'works at once without a Redis that is %s, and reports it as down',
    async (how) => {
      if (how === 'killed') await redis.stop();
      else redis.pause();
      const message = groupMessage('hello');
      const start = performance.now();
      const first = await node.tencent(GROUP, message);
      expect(performance.now() - start).toBeLessThan(500);
      expect((await other.tencent(GROUP, message)).text).toBe(first.text);
      expect(await count('message_log')).toBe(1);
      const { json, status } = await node.request('/health/ready', {});
      expect([status, json.status, json.redis]).toEqual([200, 'degraded', 'down']);
    },
  );

  it('uses Redis again when it is back', async () => {
    const port = Number(new URL(redis.url).port);
    await redis.stop();
    await node.tencent(GROUP, groupMessage('hello'));
    redis = await RedisProcess.start(port);
    await until(async () => {
      await node.tencent(GROUP, groupMessage('hello'));
      return (await node.request('/health/ready', {})).json.redis === 'up';
    });
  });
});
