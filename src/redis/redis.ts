import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { RedisClusterConnection } from './redis-cluster-connection.js';
import { withTimeout } from '../resilience/with-timeout.js';
import {
  type RedisCommands,
  type RedisConnection,
  type RedisListener,
  singleConnection,
} from './redis-connection.js';
import { RedisOptions } from './redis-options.js';

/** A healthy Redis answers faster, and a reply can afford this wait. */
const WAIT_MS = 20;
/** After a late answer the node does not ask Redis for this long. */
const PAUSE_MS = 500;

/** Redis did not answer in time, or failed to within the last 500 ms. */
export class RedisAwayError extends Error {
  override readonly name = 'RedisAwayError';
}

/**
 * The connection to Redis or to a Redis Cluster, if `REDIS_URL` is set. Callers must be able to work without it: a command
 * fails after 20 ms, and for the next 500 ms every command fails at once.
 */
@Injectable()
export class Redis implements OnModuleInit, OnApplicationShutdown {
  /** Milliseconds. A test that is not about time overrides it. */
  protected readonly waitMs: number = WAIT_MS;
  readonly #logger = new Logger(Redis.name);
  readonly #connection: RedisConnection | undefined;
  #isUnavailable = false;
  #lateAt = -Infinity;

  constructor(@Inject(RedisOptions) { redisUrl }: RedisOptions) {
    this.#connection = redisUrl ? this.#connectionTo(redisUrl.split(',')) : undefined;
  }

  onModuleInit(): void {
    // The connection retries by itself; the application starts without it.
    this.#connection?.connect();
  }

  /** Whether `REDIS_URL` is set. */
  get isConfigured(): boolean {
    return this.#connection !== undefined;
  }

  /** Whether the last command failed; for a cluster, whether a part of it is away. */
  get isUnavailable(): boolean {
    return this.#isUnavailable;
  }

  /**
   * Runs commands that take one round trip.
   *
   * @throws RedisAwayError if no answer comes in time
   * @example
   * await redis.run((client) => client.get('key'));
   */
  async run<T>(ask: (client: RedisCommands) => Promise<T>): Promise<T> {
    const connection = this.#connection;
    const commands = connection?.commands;
    if (!commands || performance.now() - this.#lateAt < PAUSE_MS) throw new RedisAwayError('Redis is away');
    try {
      const result = await withTimeout(ask(commands), this.waitMs, () => this.#late(connection));
      if (this.#isUnavailable && connection.isWhole) this.#recovered();
      return result;
    } catch (error) {
      this.#failed(error as Error);
      throw new RedisAwayError((error as Error).message);
    }
  }

  onApplicationShutdown(): void {
    this.#connection?.destroy();
  }

  #late(connection: RedisConnection): never {
    this.#lateAt = performance.now();
    connection.suspect();
    throw new RedisAwayError(`Redis took longer than ${this.waitMs} ms`);
  }

  #connectionTo(urls: readonly string[]): RedisConnection {
    const listener: RedisListener = {
      failed: (error) => this.#failed(error),
      recovered: () => this.#recovered(),
    };
    return urls.length > 1
      ? new RedisClusterConnection(urls, listener)
      : singleConnection(urls[0]!, listener);
  }

  #failed({ message, name }: Error): void {
    if (this.#isUnavailable) return;
    this.#isUnavailable = true;
    this.#logger.warn(`Redis is away. This node works without it until it answers: ${message || name}`);
  }

  #recovered(): void {
    this.#lateAt = -Infinity;
    if (!this.#isUnavailable) return;
    this.#isUnavailable = false;
    this.#logger.log('Redis answers again.');
  }
}
