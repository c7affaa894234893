import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { Metrics } from '../metrics/metrics.service.js';
import type { RedisCommands } from '../redis/redis-connection.js';
import { Redis } from '../redis/redis.service.js';
import type { RateSource } from './message-facts.js';
import { NodeRates } from './node-rates.js';
import { similarityKeys } from './similar-text.js';

const PREFIX = 'presend:rate';

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
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    if (!this.redis.isConfigured)
      this.#logger.log('REDIS_URL is not set: each node counts by itself for flood rules.');
  }

  async count(key: string, seconds: number, now: number): Promise<number> {
    // The node's own count goes on: it is right at once when Redis goes.
    const own = this.#node.count(key, seconds, now);
    if (!this.redis.isConfigured) return own;
    const hashed = createHash('sha256').update(key).digest('base64url');
    return this.#shared(own, async (client) => {
      const { consumedPoints } = await this.#limiterOf(client, seconds).penalty(hashed);
      return consumedPoints;
    });
  }

  async sendersOfSimilar(
    text: string,
    sender: string,
    scope: string,
    seconds: number,
    now: number,
  ): Promise<number> {
    const own = this.#node.sendersOfSimilar(text, sender, scope, seconds, now);
    if (!this.redis.isConfigured) return own;
    return this.#shared(own, async (client) => {
      const counts = await Promise.all(
        similarityKeys(text).map(async (band) => {
          const key = `${PREFIX}:senders:${seconds}:${scope}:${band}`;
          const [, , count] = await Promise.all([
            client.pfAdd(key, sender),
            client.expire(key, seconds, 'NX'),
            client.pfCount(key),
          ]);
          return count;
        }),
      );
      return Math.max(0, ...counts);
    });
  }

  async #shared(own: Promise<number>, ask: (client: RedisCommands) => Promise<number>): Promise<number> {
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
        duration: seconds,
      });
      limiters.set(seconds, limiter);
    }
    return limiter;
  }
}
