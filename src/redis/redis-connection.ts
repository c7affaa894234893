import { createClient } from '@redis/client';

const CONNECT_MS = 2_000;
const MOST_RECONNECT_MS = 2_000;

type SingleRedis = ReturnType<typeof clientOf>;

/** The commands that Presend uses. The keys of one command must lie in one slot: use `{…}` in their names. */
export type RedisCommands = Pick<SingleRedis, 'eval' | 'get' | 'multi' | 'set'>;

/** A connection to one Redis or to a cluster. */
export interface RedisConnection {
  /** Undefined while there is no connection. */
  readonly commands: RedisCommands | undefined;
  /** Whether all nodes are connected. */
  readonly isWhole: boolean;
  /** Connects, and reconnects after a loss. It retries by itself. */
  connect(): void;
  /** Reports a late answer: a node may hang. */
  suspect(): void;
  destroy(): void;
}

/** Learns when a connection fails and when it recovers. */
export interface RedisListener {
  failed(error: Error): void;
  recovered(): void;
}

/** Connects to one Redis. */
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

/** @returns milliseconds to wait before the next attempt */
export function backoff(retries: number): number {
  return Math.min(50 * 2 ** retries, MOST_RECONNECT_MS);
}

/** Settings of every connection. */
export const SETTINGS = {
  // A command that waits for a connection would come too late.
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
