import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { RuleMetrics } from './rule.metrics.js';
import type { RedisCommands } from '../redis/redis-connection.js';
import { Redis } from '../redis/redis.js';
import type { RateSource } from './engine/message-facts.js';
import { NodeRates } from './engine/node-rates.js';
import { similarityKeys } from './engine/similar-text.js';
import { windowAt } from './engine/sliding-window.js';

const PREFIX = 'presend:rate';
/**
 * The senders of this window, of it and the one before, of it and the next: a key for each two is counted twenty times as
 * fast as the union of two keys.
 */
const SENDERS = `
for _, key in ipairs(KEYS) do
  if redis.call('PFADD', key, ARGV[1]) == 1 then redis.call('EXPIRE', key, ARGV[2], 'NX') end
end
return {redis.call('PFCOUNT', KEYS[1]), redis.call('PFCOUNT', KEYS[2])}`;

/**
 * Counts on all nodes together in Redis, where `REDIS_URL` is set. While that is away, and without it, each node counts
 * by itself: nobody waits for it longer than 20 ms, and nothing fails.
 */
@Injectable()
export class RuleRates implements RateSource, OnModuleInit {
  readonly #logger = new Logger(RuleRates.name);
  readonly #node = new NodeRates();
  /** By connection, which a cluster changes, and the length of their windows. */
  readonly #limiters = new WeakMap<RedisCommands, Map<number, RateLimiterRedis>>();

  constructor(
    private readonly redis: Redis,
    private readonly metrics: RuleMetrics,
  ) {}

  onModuleInit(): void {
    if (!this.redis.isConfigured)
      this.#logger.log('REDIS_URL is not set: each node counts by itself for flood rules.');
  }

  count(key: string, seconds: number, now: number): number | Promise<number> {
    // The node's own count goes on: it is right at once when Redis goes.
    const own = this.#node.count(key, seconds, now);
    if (!this.redis.isConfigured) return own;
    const { index, shareBefore } = windowAt(now, seconds);
    // In braces is what puts both windows into one slot of a cluster.
    const hashed = `{${createHash('sha256').update(key).digest('base64url')}}`;
    return this.#shared(own, async (client) => {
      const limiter = this.#limiterOf(client, seconds);
      const [current, before] = await Promise.all([
        limiter.penalty(`${hashed}:${index}`),
        limiter.get(`${hashed}:${index - 1}`),
      ]);
      return current.consumedPoints + (before?.consumedPoints ?? 0) * shareBefore;
    });
  }

  sendersOfSimilar(
    text: string,
    sender: string,
    scope: string,
    seconds: number,
    now: number,
  ): number | Promise<number> {
    const own = this.#node.sendersOfSimilar(text, sender, scope, seconds, now);
    if (!this.redis.isConfigured) return own;
    const { index, shareBefore } = windowAt(now, seconds);
    return this.#shared(own, async (client) => {
      const counts = await Promise.all(
        similarityKeys(text).map(async (band) => {
          const key = `${PREFIX}:senders:${seconds}:{${scope}:${band}}`;
          const keys = [`${key}:${index}`, `${key}:${index - 1}+${index}`, `${key}:${index}+${index + 1}`];
          const reply = await client.eval(SENDERS, { keys, arguments: [sender, String(2 * seconds)] });
          const [current, both] = reply as [number, number];
          // Who was there in both windows counts once. The estimates of two sets may contradict each other.
          return current + Math.max(0, both - current) * shareBefore;
        }),
      );
      return Math.max(0, ...counts);
    });
  }

  async #shared(own: number, ask: (client: RedisCommands) => Promise<number>): Promise<number> {
    try {
      return await this.redis.run(ask);
    } catch {
      this.metrics.nodeCounts.inc();
      return own;
    }
  }

  #limiterOf(client: RedisCommands, seconds: number): RateLimiterRedis {
    let limiters = this.#limiters.get(client);
    if (!limiters) this.#limiters.set(client, (limiters = new Map()));
    let limiter = limiters.get(seconds);
    if (!limiter) {
      limiter = new RateLimiterRedis({
        storeClient: client,
        useRedisPackage: true,
        keyPrefix: `${PREFIX}:${seconds}`,
        points: Number.MAX_SAFE_INTEGER,
        // The next window asks for it.
        duration: 2 * seconds,
      });
      limiters.set(seconds, limiter);
    }
    return limiter;
  }
}
