import { createDatabase } from '../support/database.js';
import { GROUP, groupMessage } from '../support/messages.js';
import { TestPresend } from '../support/presend.js';
import { RedisProcess, withRedis } from '../support/redis.js';
import { until } from '../support/until.js';

async function sendTo(presend: TestPresend, text: string, From_Account: string): Promise<number> {
  return (await presend.tencent(GROUP, groupMessage(text, { From_Account }))).json.ErrorCode as number;
}

withRedis('floods on two nodes', () => {
  let redis: RedisProcess;
  let node: TestPresend;
  let other: TestPresend;
  beforeEach(async () => {
    redis = await RedisProcess.start();
    const options = { databaseUrl: await createDatabase(), redisUrl: redis.url };
    node = await TestPresend.start(options);
    other = await TestPresend.start(options);
    const reject = { action: 'reject', code: 10101, info: 'too fast' };
    const discard = { action: 'discard' };
    const { status } = await node.admin('POST', 'rule-sets', {
      rules: [
        { name: 'fast', when: 'rate(sender, 4, 60)', then: reject, state: 'live' },
        { name: 'copies', when: 'similar_rate(text, 4, 60)', then: discard, state: 'live', priority: 1 },
      ],
    });
    expect(status).toBe(201);
    await until(async () => (await sendTo(other, 'ready?', `r${Math.random()}`)) === 0);
    await until(async () => (await node.request('/health/ready', {})).json.redis === 'up');
  });
  afterEach(async () => {
    await node.stop();
    await other.stop();
    await redis.stop();
  });

  /** To one node and to the other in turn. */
  async function flood(): Promise<number[]> {
    const codes: number[] = [];
    for (let i = 0; i < 8; i++) {
      const text = `no two are alike: ${String.fromCharCode(97 + i).repeat(20)}`;
      codes.push(await sendTo(i % 2 ? other : node, text, 'mallory'));
    }
    return codes;
  }

  it('are counted together', async () => {
    expect(await flood()).toEqual([0, 0, 0, 0, 10101, 10101, 10101, 10101]);
  });

  it('of nearly the same text, by many, too', async () => {
    const codes: number[] = [];
    for (let i = 0; i < 8; i++) {
      codes.push(await sendTo(i % 2 ? other : node, `Visit my shop today, only ${i} dollars!`, `user${i}`));
    }
    expect(codes).toEqual([0, 0, 0, 0, 2, 2, 2, 2]);
  });

  it.each(['gone', 'paused'] as const)(
    'are counted on each node while Redis is %s, and nobody waits',
    async (how) => {
      if (how === 'paused') redis.pause();
      else await redis.stop();
      const start = performance.now();
      expect(await flood()).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
      expect(performance.now() - start).toBeLessThan(1_500);
      expect([
        await sendTo(node, 'and once more', 'mallory'),
        await sendTo(other, 'once more', 'mallory'),
      ]).toEqual([10101, 10101]);
      expect((await node.request('/metrics', {})).text).toMatch(/^presend_node_counts_total [1-9]/m);
    },
  );
});
