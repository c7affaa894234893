import { createClient } from '@redis/client';

const CONNECT_MS = 2_000;
const MOST_RECONNECT_MS = 2_000;

type SingleRedis = ReturnType<typeof clientOf>;

/** The commands that are asked. Where one has several keys they have to lie in one slot: `{…}` in their names. */
export type RedisCommands = Pick<SingleRedis, 'eval' | 'get' | 'multi' | 'set'>;

/** What has to be known of one Redis, and of a cluster. */
export interface RedisConnection {
  /** Undefined while there is nobody to be asked. */
  readonly commands: RedisCommands | undefined;
  /** Whether all of it is there. */
  readonly isWhole: boolean;
  /** Goes on trying by itself until it is there, and again when it is lost. */
  connect(): void;
  /** Hears that an answer was late: a part of it may hang. */
  suspect(): void;
  destroy(): void;
}

/** Who hears how it goes. */
export interface RedisListener {
  failed(error: Error): void;
  recovered(): void;
}

/** The way to one Redis. */
export function singleConnection(url: string, listener: RedisListener): RedisConnection {
  const client = clientOf(url);
  client.on('error', (error: Error) => listener.failed(error));
  client.on('ready', () => listener.recovered());
  return {
    get commands() {
      return client.isReady ? client : undefined;
    },
    get isWhole() {
      return client.isReady;
    },
    connect: () => void client.connect().catch((error: Error) => listener.failed(error)),
    suspect: () => {},
    destroy: () => client.destroy(),
  };
}

/** How long to wait before the next attempt, in milliseconds. */
export function backoff(retries: number): number {
  return Math.min(50 * 2 ** retries, MOST_RECONNECT_MS);
}

/** What every connection is made with. */
export const SETTINGS = {
  // What waits for a connection comes too late.
  disableOfflineQueue: true,
  socket: { connectTimeout: CONNECT_MS },
} as const;

function clientOf(url: string) {
  const { disableOfflineQueue, socket } = SETTINGS;
  return createClient({
    url,
    RESP: 2,
    disableOfflineQueue,
    socket: { ...socket, reconnectStrategy: backoff },
  });
}
