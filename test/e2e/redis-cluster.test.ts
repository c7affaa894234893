import { RuleMetrics } from '../../src/rules/rule.metrics.js';
import { Metrics } from '../../src/metrics/metrics.js';
import { Redis } from '../../src/redis/redis.js';
import { RuleRates } from '../../src/rules/rule-rates.js';
import { createDatabase, query } from '../support/database.js';
import { GROUP, groupMessage } from '../support/messages.js';
import { TestPresend } from '../support/presend.js';
import { withRedis } from '../support/redis.js';
import { RedisCluster } from '../support/redis-cluster.js';
import { until } from '../support/until.js';

/** A busy machine adds time to the 20 ms. */
const LAG_MS = 60;
const TOGETHER = [0, 0, 0, 0, 10101, 10101, 10101, 10101];
const ALONE = [0, 0, 0, 0, 0, 0, 0, 0];

const randomText = (): string =>
  Array.from({ length: 30 }, () => String.fromCharCode(97 + Math.random() * 26)).join('');

async function sendTo(presend: TestPresend, text: string, From_Account: string): Promise<number> {
  const { status, json } = await presend.tencent(GROUP, groupMessage(text, { From_Account }));
  expect([status, json.ActionStatus]).toEqual([200, 'OK']);
  return json.ErrorCode as number;
}

withRedis('two nodes with a Redis Cluster', () => {
  let cluster: RedisCluster;
  let databaseUrl: string;
  let node: TestPresend;
  let other: TestPresend;
  beforeEach(async () => {
    cluster = await RedisCluster.start({ isPartAllowed: false });
    databaseUrl = await createDatabase();
    node = await TestPresend.start({ databaseUrl, redisUrl: cluster.url });
    other = await TestPresend.start({ databaseUrl, redisUrl: cluster.url });
    const { status } = await node.admin('POST', 'rule-sets', {
      rules: [
        { name: 'fast', when: 'rate(sender, 4, 60)', then: { action: 'reject', code: 10101 }, state: 'live' },
        { name: 'copies', when: 'similar_rate(text, 4, 60)', then: { action: 'discard' }, state: 'live' },
      ],
    });
    expect(status).toBe(201);
    await until(async () => (await sendTo(other, 'ready?', `r${Math.random()}`)) === 0);
    await until(() => isUp());
  }, 30_000);
  afterEach(async () => {
    await node.stop();
    await other.stop();
    await cluster.stop();
  });

  async function isUp(): Promise<boolean> {
    const both = await Promise.all([node, other].map((each) => each.request('/health/ready', {})));
    return both.every(({ json }) => json.redis === 'up');
  }

  /** Sends to the two nodes in turn, each time another text. */
  async function flood(sender: string): Promise<number[]> {
    const codes: number[] = [];
    for (let i = 0; i < 8; i++) {
      codes.push(await sendTo(i % 2 ? other : node, randomText(), sender));
    }
    return codes;
  }

  it('count floods together, whatever part of the cluster has the keys', async () => {
    for (const sender of ['anna', 'ben', 'cleo', 'dana', 'emil', 'fay'])
      expect([sender, await flood(sender)]).toEqual([sender, TOGETHER]);
    const copies: number[] = [];
    for (let i = 0; i < 8; i++)
      copies.push(await sendTo(i % 2 ? other : node, `Visit my shop today, only ${i} dollars!`, `user${i}`));
    expect(copies).toEqual([0, 0, 0, 0, 2, 2, 2, 2]);
    expect((await node.request('/metrics', {})).text).toMatch(/^presend_node_counts_total 0/m);
  });

  it('give a callback that both receive the same reply without asking PostgreSQL', async () => {
    for (let i = 0; i < 6; i++) {
      const message = groupMessage(`hello ${i}`);
      const first = await node.tencent(GROUP, message);
      expect((await other.tencent(GROUP, message)).text).toBe(first.text);
    }
    const [claims] = await query<{ count: string }>(databaseUrl, 'SELECT count(*) FROM message_claim');
    expect(Number(claims!.count)).toBe(0);
  });

  it('count alone when a master dies, without an error or a wait, and together when it is back', async () => {
    const dead = await cluster.masterOf('any');
    const codes: number[] = [];
    const times: number[] = [];
    const sending = (async () => {
      for (let i = 0; i < 100; i++) {
        const start = performance.now();
        codes.push(await sendTo(i % 2 ? other : node, randomText(), `someone${i}`));
        times.push(performance.now() - start);
      }
    })();
    await cluster.kill(dead);
    await sending;
    expect(codes).toEqual(codes.map(() => 0));
    expect(Math.max(...times)).toBeLessThan(500);
    await until(async () =>
      String(await cluster.tell((dead + 1) % 3, 'CLUSTER', 'INFO')).includes('state:fail'),
    );
    const start = performance.now();
    expect(await flood('mallory')).toEqual(ALONE);
    expect(performance.now() - start).toBeLessThan(1_500);
    expect([await sendTo(node, 'more', 'mallory'), await sendTo(other, 'more', 'mallory')]).toEqual([
      10101, 10101,
    ]);
    expect(await isUp()).toBe(false);
    await cluster.restart(dead);
    await cluster.untilWell();
    await until(() => isUp());
    for (const sender of ['gus', 'hana', 'ines'])
      expect([sender, await flood(sender)]).toEqual([sender, TOGETHER]);
  }, 40_000);
});

withRedis('counting in a Redis Cluster', () => {
  let cluster: RedisCluster;
  let nodes: Counter[];
  beforeEach(async () => {
    nodes = [];
    cluster = await RedisCluster.start({ isPartAllowed: true });
  }, 30_000);
  afterEach(async () => {
    for (const node of nodes) node.stop();
    await cluster.stop();
  });

  function start(url = cluster.url): Counter {
    const node = new Counter(url);
    nodes.push(node);
    return node;
  }

  const senders = Array.from({ length: 60 }, (_, i) => `sender ${i}`);

  it('is shared in the remaining parts when one is killed, and in all when it is back', async () => {
    const [node, other] = [start(), start()];
    await Promise.all([node.joined(), other.joined()]);
    await cluster.kill(2);
    for (const sender of senders) await node.count(sender);
    const counts: number[] = [];
    for (const sender of senders) counts.push(await other.count(sender));
    const together = counts.filter((count) => count === 2).length;
    expect(counts.filter((count) => count === 1)).toHaveLength(senders.length - together);
    expect(together).toBeGreaterThan(25);
    expect(together).toBeLessThan(55);
    expect(Math.max(...node.waits, ...other.waits)).toBeLessThan(LAG_MS);
    expect([node.redis.isUnavailable, other.redis.isUnavailable]).toEqual([true, true]);
    await cluster.restart(2);
    await cluster.untilWell();
    await until(() => !node.redis.isUnavailable && !other.redis.isUnavailable);
    for (const sender of senders) {
      await node.count(`${sender} later`);
      expect([sender, await other.count(`${sender} later`)]).toEqual([sender, 2]);
    }
  });

  it('lets no caller wait longer than 20 ms while a part hangs, and is shared again afterwards', async () => {
    const [node, other] = [start(), start()];
    await Promise.all([node.joined(), other.joined()]);
    cluster.pause(1);
    const end = performance.now() + 4_000;
    while (performance.now() < end) {
      await Promise.all(senders.slice(0, 10).map((sender) => node.count(sender)));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(Math.max(...node.waits)).toBeLessThan(20 + LAG_MS);
    cluster.resume(1);
    await cluster.untilWell();
    await Promise.all([node.joined(), other.joined()]);
    await node.count('after');
    expect(await other.count('after')).toBe(2);
  }, 40_000);

  it('follows slots that move to another node', async () => {
    const [node, other] = [start(), start()];
    await Promise.all([node.joined(), other.joined()]);
    for (let at = 0; at < 3; at++) await cluster.tell(at, 'FLUSHALL');
    await cluster.move(3_000, 2);
    for (const sender of senders) {
      await node.count(sender);
      await other.count(sender);
    }
    await until(() => !node.redis.isUnavailable && !other.redis.isUnavailable);
    for (const sender of senders) {
      await node.count(`${sender} later`);
      expect([sender, await other.count(`${sender} later`)]).toEqual([sender, 2]);
    }
    expect(Math.max(...node.waits, ...other.waits)).toBeLessThan(20 + LAG_MS);
  });

  it('starts alone if the cluster is not running yet, and joins it later', async () => {
    for (const at of [0, 1, 2]) cluster.pause(at);
    const node = start();
    expect([await node.count('early'), await node.count('early')]).toEqual([1, 2]);
    expect(Math.max(...node.waits)).toBeLessThan(LAG_MS);
    for (const at of [0, 1, 2]) cluster.resume(at);
    const other = start();
    await Promise.all([node.joined(), other.joined()]);
    await node.count('late');
    expect(await other.count('late')).toBe(2);
  });

  it('starts with the parts of the cluster that are running', async () => {
    await cluster.kill(0);
    const [node, other] = [start(), start()];
    await until(async () => {
      const sender = `${Math.random()}`;
      return (await node.count(sender)) + (await other.count(sender)) === 3;
    });
  });
});

/** The parts of one node that count in Redis. */
class Counter {
  readonly waits: number[] = [];
  readonly redis: Redis;
  readonly #metrics = new Metrics();
  readonly #counts = new RuleMetrics(this.#metrics);
  readonly #rates: RuleRates;

  constructor(redisUrl: string) {
    this.redis = new Redis({ redisUrl });
    this.#rates = new RuleRates(this.redis, this.#counts);
    this.redis.onModuleInit();
  }

  async count(key: string): Promise<number> {
    const start = performance.now();
    const count = await this.#rates.count(key, 60, Date.now());
    this.waits.push(performance.now() - start);
    return Math.round(count);
  }

  /** Resolves when the whole cluster is connected. */
  async joined(): Promise<void> {
    await until(async () => {
      const before = await this.#alone();
      await Promise.all(Array.from({ length: 30 }, (_, i) => this.count(`joined ${i}`)));
      return !this.redis.isUnavailable && (await this.#alone()) === before;
    });
    this.waits.length = 0;
  }

  stop(): void {
    this.redis.onApplicationShutdown();
    this.#metrics.onApplicationShutdown();
  }

  async #alone(): Promise<number> {
    return (await this.#counts.nodeCounts.get()).values[0]?.value ?? 0;
  }
}
