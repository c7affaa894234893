import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { createClient } from '@redis/client';
import { RedisOptions } from './redis-options.js';

/** Longer than any answer of a Redis that is well, and short beside a reply. */
const WAIT_MS = 20;
/** After a failure nobody else waits, for so long. */
const PAUSE_MS = 500;
const CONNECT_MS = 2_000;
const MOST_RECONNECT_MS = 2_000;

export type RedisClient = ReturnType<typeof clientOf>;

/** Redis did not answer in time, or a moment ago it did not. */
export class RedisAwayError extends Error {
  override readonly name = 'RedisAwayError';
}

/**
 * The way to Redis, where `REDIS_URL` is set. Who uses it has to do without: a command that is not answered within
 * 20 ms is given up, and then nobody waits for half a second.
 */
@Injectable()
export class Redis implements OnModuleInit, OnApplicationShutdown {
  readonly #logger = new Logger(Redis.name);
  readonly #client: RedisClient | undefined;
  #isAway = false;
  #failedAt = -Infinity;

  constructor(@Inject(RedisOptions) { redisUrl }: RedisOptions) {
    this.#client = redisUrl ? clientOf(redisUrl) : undefined;
  }

  onModuleInit(): void {
    const client = this.#client;
    if (!client) return;
    client.on('error', (error: Error) => this.#failed(error));
    client.on('ready', () => this.#recovered());
    // It goes on trying by itself; the application starts without it.
    client.connect().catch((error: Error) => this.#failed(error));
  }

  /** Whether there is one to be asked at all. */
  get isConfigured(): boolean {
    return this.#client !== undefined;
  }

  /** Whether it answered when it was asked last. */
  get isAway(): boolean {
    return this.#isAway;
  }

  /**
   * Runs commands of one round trip.
   *
   * @throws RedisAwayError where there is no answer in time
   * @example
   * await redis.run((client) => client.get('key'));
   */
  async run<T>(commands: (client: RedisClient) => Promise<T>): Promise<T> {
    const client = this.#client;
    if (!client?.isReady || performance.now() - this.#failedAt < PAUSE_MS) {
      throw new RedisAwayError('Redis is away');
    }
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new RedisAwayError(`Redis took longer than ${WAIT_MS} ms`)), WAIT_MS);
    });
    try {
      const result = await Promise.race([commands(client), late]);
      if (this.#isAway) this.#recovered();
      return result;
    } catch (error) {
      this.#failed(error as Error);
      throw new RedisAwayError((error as Error).message);
    } finally {
      clearTimeout(timer);
    }
  }

  onApplicationShutdown(): void {
    this.#client?.destroy();
  }

  #failed({ message, name }: Error): void {
    this.#failedAt = performance.now();
    if (this.#isAway) return;
    this.#isAway = true;
    this.#logger.warn(`Redis is away, and this node alone until it answers: ${message || name}`);
  }

  #recovered(): void {
    this.#failedAt = -Infinity;
    if (!this.#isAway) return;
    this.#isAway = false;
    this.#logger.log('Redis answers again.');
  }
}

function clientOf(url: string) {
  return createClient({
    url,
    RESP: 2,
    // What waits for a connection comes too late.
    disableOfflineQueue: true,
    socket: {
      connectTimeout: CONNECT_MS,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, MOST_RECONNECT_MS),
    },
  });
}
