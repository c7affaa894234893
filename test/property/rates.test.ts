import { createClient } from '@redis/client';
import fc from 'fast-check';
import { RuleMetrics } from '../../src/rules/rule.metrics.js';
import { Metrics } from '../../src/metrics/metrics.js';
import { Redis } from '../../src/redis/redis.js';
import type { RateSource } from '../../src/rules/engine/message-facts.js';
import { NodeRates } from '../../src/rules/engine/node-rates.js';
import { RuleRates } from '../../src/rules/rule-rates.js';
import { RedisProcess, withRedis } from '../support/redis.js';
import { until } from '../support/until.js';

const TEXT = 'win coins today my friend, just answer me with your number';
/** What a sum of fractions may be off. */
const ROUNDING = 1e-6;
let keys = 0;

const seconds = fc.integer({ min: 1, max: 120 });
/** Times in milliseconds, in order, with bursts, and gaps of up to some windows. */
const times = fc
  .tuple(
    fc.integer({ min: 1_700_000_000_000, max: 1_700_000_200_000 }),
    fc.array(fc.oneof(fc.constant(0), fc.nat(500), fc.nat(20_000), fc.nat(150_000)), {
      minLength: 1,
      maxLength: 40,
    }),
  )
  .map(([start, gaps]) => {
    let at = start;
    return gaps.map((gap) => (at += gap));
  });

/** What holds wherever it is counted. */
function holds(source: () => RateSource, numRuns: number): void {
  const check = <T>(property: fc.IAsyncProperty<T>): Promise<void> => fc.assert(property, { numRuns });

  it('no count is above the hits of the last two windows', async () => {
    await check(
      fc.asyncProperty(times, seconds, async (hits, window) => {
        const key = `above ${keys++}`;
        for (const [index, now] of hits.entries()) {
          const count = await source().count(key, window, now);
          const since = now - 2_000 * window;
          const seen = hits.slice(0, index + 1).filter((hit) => hit > since).length;
          expect(count).toBeLessThanOrEqual(seen + ROUNDING);
        }
      }),
    );
  });

  it('a hit counts the less the older it is, and never less than the share of the window that is left to it', async () => {
    await check(
      fc.asyncProperty(times, seconds, async (hits, window) => {
        const key = `below ${keys++}`;
        for (const [index, now] of hits.entries()) {
          const count = await source().count(key, window, now);
          const shares = hits
            .slice(0, index + 1)
            .map((hit) => Math.max(0, 1 - (now - hit) / (1_000 * window)));
          expect(count).toBeGreaterThanOrEqual(shares.reduce((sum, share) => sum + share, 0) - ROUNDING);
        }
      }),
    );
  });

  it('a steady flow of more than the limit passes it in the second window, at every hit', async () => {
    await check(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 30 }),
        seconds,
        fc.nat(1_000_000),
        async (limit, window, offset) => {
          const key = `steady ${keys++}`;
          const flow = limit + 1;
          const start = 1_700_000_000_000 + offset;
          for (let hit = 0; hit < 4 * flow; hit++) {
            const count = await source().count(key, window, start + (hit * 1_000 * window) / flow);
            if (hit >= 2 * flow) expect(count).toBeGreaterThan(limit);
          }
        },
      ),
    );
  });

  it('a flood at the end of a window leaves no room for another at the beginning of the next', async () => {
    for (const limit of [1, 10, 50]) {
      const key = `edge ${keys++}`;
      const edge = 1_700_000_040_000;
      for (let hit = 0; hit < limit; hit++) await source().count(key, 60, edge - 1);
      expect(await source().count(key, 60, edge)).toBe(limit + 1);
    }
  });

  it('no number of senders is above those of the last two windows, or below those of the current one', async () => {
    await check(
      fc.asyncProperty(times, seconds, fc.infiniteStream(fc.nat(8)), async (hits, window, people) => {
        const scope = `app${keys++}`;
        const sent: { now: number; sender: number }[] = [];
        for (const now of hits) {
          const sender = people.next().value as number;
          sent.push({ now, sender });
          const count = await source().sendersOfSimilar(TEXT, `sender ${sender}`, scope, window, now);
          const since = (from: number): number =>
            new Set(sent.filter((one) => one.now > from).map((one) => one.sender)).size;
          const start = Math.floor(now / (1_000 * window)) * 1_000 * window;
          expect(count).toBeLessThanOrEqual(since(now - 2_000 * window) + ROUNDING);
          expect(count).toBeGreaterThanOrEqual(since(start - 1) - ROUNDING);
        }
      }),
    );
  });

  it('copies by many at the end of a window leave no room for more at the beginning of the next', async () => {
    const scope = `app${keys++}`;
    const edge = 1_700_000_040_000;
    for (let i = 0; i < 10; i++) await source().sendersOfSimilar(TEXT, `sender ${i}`, scope, 60, edge - 1);
    expect(await source().sendersOfSimilar(TEXT, 'sender 0', scope, 60, edge)).toBe(10);
    expect(await source().sendersOfSimilar(TEXT, 'another', scope, 60, edge)).toBe(11);
    expect(await source().sendersOfSimilar(TEXT, 'another', scope, 60, edge + 30_000)).toBe(6.5);
    expect(await source().sendersOfSimilar(TEXT, 'another', scope, 60, edge + 120_000)).toBe(1);
  });
}

describe('rates on one node', () => {
  const rates = new NodeRates();
  holds(() => rates, 200);

  it('count on in the newest window where the clock goes back', async () => {
    const [edge, key] = [1_700_000_040_000, 'back'];
    await rates.count(key, 60, edge);
    expect(await rates.count(key, 60, edge - 5)).toBe(2);
    expect(await rates.count(key, 60, edge)).toBe(3);
  });
});

/** Late answers of a busy machine would be those of the node. */
class PatientRedis extends Redis {
  protected override readonly waitMs = 5_000;
}

withRedis('rates in Redis', () => {
  const metrics = new Metrics();
  const counts = new RuleMetrics(metrics);
  let process: RedisProcess;
  let redis: Redis;
  let rates: RuleRates;
  beforeAll(async () => {
    process = await RedisProcess.start();
    redis = new PatientRedis({ redisUrl: process.url });
    rates = new RuleRates(redis, counts);
    redis.onModuleInit();
    await until(async () => {
      await rates.count('ready?', 1, Date.now());
      return !redis.isUnavailable && (await redis.run((client) => client.get('any')).catch(() => 0)) === null;
    });
    counts.nodeCounts.reset();
  });
  afterAll(async () => {
    redis.onApplicationShutdown();
    metrics.onApplicationShutdown();
    await process.stop();
  });
  afterEach(async () => expect((await counts.nodeCounts.get()).values[0]?.value ?? 0).toBe(0));
  holds(() => rates, 15);

  it('what rules ask for in one turn is one round trip', async () => {
    const client = await createClient({ url: process.url, RESP: 2 }).connect();
    const reads = async (): Promise<number> =>
      Number(/total_reads_processed:(\d+)/.exec(String(await client.info('stats')))![1]);
    const before = await reads();
    const own = (await reads()) - before;
    const now = Date.now();
    await Promise.all([
      rates.count('one', 10, now),
      rates.count('another', 60, now),
      rates.sendersOfSimilar(TEXT, 'anna', 'app', 60, now),
    ]);
    expect((await reads()) - before - 2 * own).toBe(1);
    client.destroy();
  });
});
