import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { RedisClusterConnection } from './redis-cluster-connection.js';
import {
  type RedisCommands,
  type RedisConnection,
  type RedisListener,
  singleConnection,
} from './redis-connection.js';
import { RedisOptions } from './redis-options.js';

/** Longer than any answer of a Redis that is well, and short beside a reply. */
const WAIT_MS = 20;
/** After an answer that was late nobody else waits, for so long. */
const PAUSE_MS = 500;

/** Redis did not answer in time, or a moment ago it did not. */
export class RedisAwayError extends Error {
  override readonly name = 'RedisAwayError';
}

/**
 * The way to Redis or a Redis Cluster, where `REDIS_URL` is set. Who uses it has to do without: a command that is not
 * answered within 20 ms is given up, and then nobody waits for half a second.
 */
@Injectable()
export class Redis implements OnModuleInit, OnApplicationShutdown {
  /** Milliseconds. Tests of something else than time may have more. */
  protected readonly waitMs: number = WAIT_MS;
  readonly #logger = new Logger(Redis.name);
  readonly #connection: RedisConnection | undefined;
  #isUnavailable = false;
  #lateAt = -Infinity;

  constructor(@Inject(RedisOptions) { redisUrl }: RedisOptions) {
    this.#connection = redisUrl ? this.#connectionTo(redisUrl.split(',')) : undefined;
  }

  onModuleInit(): void {
    // It goes on trying by itself; the application starts without it.
    this.#connection?.connect();
  }

  /** Whether there is one to be asked at all. */
  get isConfigured(): boolean {
    return this.#connection !== undefined;
  }

  /** Whether it did not answer when it was asked last; of a cluster, whether a part of it is away. */
  get isUnavailable(): boolean {
    return this.#isUnavailable;
  }

  /**
   * Runs commands of one round trip.
   *
   * @throws RedisAwayError where there is no answer in time
   * @example
   * await redis.run((client) => client.get('key'));
   */
  async run<T>(ask: (client: RedisCommands) => Promise<T>): Promise<T> {
    const connection = this.#connection;
    const commands = connection?.commands;
    if (!commands || performance.now() - this.#lateAt < PAUSE_MS) throw new RedisAwayError('Redis is away');
    let timer: NodeJS.Timeout | undefined;
    let isOver = false;
    const late = new Promise<never>((_, reject) => {
      const giveUp = (): void => {
        if (isOver) return;
        this.#lateAt = performance.now();
        connection.suspect();
        reject(new RedisAwayError(`Redis took longer than ${this.waitMs} ms`));
      };
      // Where only this process was busy the answer may be there already: it is read before the immediate.
      timer = setTimeout(() => setImmediate(giveUp), this.waitMs);
    });
    try {
      const result = await Promise.race([ask(commands), late]);
      if (this.#isUnavailable && connection.isWhole) this.#recovered();
      return result;
    } catch (error) {
      this.#failed(error as Error);
      throw new RedisAwayError((error as Error).message);
    } finally {
      isOver = true;
      clearTimeout(timer);
    }
  }

  onApplicationShutdown(): void {
    this.#connection?.destroy();
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
    this.#logger.warn(`Redis is away, and this node alone until it answers: ${message || name}`);
  }

  #recovered(): void {
    this.#lateAt = -Infinity;
    if (!this.#isUnavailable) return;
    this.#isUnavailable = false;
    this.#logger.log('Redis answers again.');
  }
}
