import { createCluster, RedisClient } from '@redis/client';
import { setTimeout as wait } from 'node:timers/promises';
import {
  backoff,
  type RedisCommands,
  type RedisConnection,
  type RedisListener,
  SETTINGS,
} from './redis-connection.js';

/** A node that hangs accepts connections and never answers. */
const JOIN_MS = 2_000;
/** After joining, late answers do not make the connection join again for this long. */
const SUSPECT_AGAIN_MS = 5_000;
/** Longer than a caller waits for an answer. */
const FAREWELL_MS = 100;

type Cluster = ReturnType<typeof clusterOf>;

/**
 * Connects to a Redis Cluster. Its connections do not reconnect: a command to a lost node fails at once. Meanwhile this
 * class joins the cluster again through any node that answers, until every slot has a master that answers.
 */
export class RedisClusterConnection implements RedisConnection {
  #cluster: Cluster | undefined;
  #isJoining = false;
  #joinedAt = -Infinity;
  readonly #end = new AbortController();

  /** @param urls some of the nodes; all nodes use the user, password and TLS of the first */
  constructor(
    private readonly urls: readonly string[],
    private readonly listener: RedisListener,
  ) {}

  get commands(): RedisCommands | undefined {
    // The types differ only for modules and scripts, and Presend uses none.
    return this.#cluster as unknown as RedisCommands | undefined;
  }

  get isWhole(): boolean {
    return this.#cluster !== undefined && !this.#isJoining;
  }

  connect(): void {
    if (!this.#isJoining) void this.#join();
  }

  suspect(): void {
    if (performance.now() - this.#joinedAt > SUSPECT_AGAIN_MS) this.connect();
  }

  destroy(): void {
    this.#end.abort();
    this.#cluster?.destroy();
  }

  async #join(): Promise<void> {
    this.#isJoining = true;
    const { signal } = this.#end;
    for (let retries = 0; !signal.aborted; retries++) {
      if (await this.#joinOnce()) break;
      await wait(backoff(retries), undefined, { signal }).catch(() => {});
    }
    this.#isJoining = false;
    if (signal.aborted) return;
    this.#joinedAt = performance.now();
    this.listener.recovered();
  }

  /** @returns whether the whole cluster is connected */
  async #joinOnce(): Promise<boolean> {
    const cluster = clusterOf(this.urls);
    const lost = (error: Error): void => {
      this.listener.failed(error);
      if (cluster === this.#cluster) this.connect();
    };
    cluster.on('error', lost);
    cluster.on('node-error', lost);
    const late = setTimeout(() => cluster.destroy(), JOIN_MS);
    try {
      await cluster.connect();
    } catch (error) {
      lost(error as Error);
    }
    clearTimeout(late);
    const isWhole = cluster.isReady && isWholeOf(cluster);
    // A part of the cluster is better than none.
    if (this.#end.signal.aborted || !cluster.isReady || (this.#cluster && !isWhole)) cluster.destroy();
    else this.#useInstead(cluster);
    return isWhole;
  }

  #useInstead(cluster: Cluster): void {
    const before = this.#cluster;
    this.#cluster = cluster;
    if (before) setTimeout(() => before.destroy(), FAREWELL_MS).unref();
  }
}

function isWholeOf({ slots, masters }: Cluster): boolean {
  return !slots.includes(undefined as never) && masters.every(({ client }) => client?.isReady);
}

function clusterOf(urls: readonly string[]) {
  // Discovered nodes do not inherit anything from the urls.
  const { username, password, socket } = RedisClient.parseURL(urls[0]!);
  const { disableOfflineQueue } = SETTINGS;
  const tls = socket?.tls ? ({ tls: true } as const) : {};
  return createCluster({
    RESP: 2,
    rootNodes: urls.map((url) => ({ url })),
    defaults: {
      disableOfflineQueue,
      username,
      password,
      socket: { ...SETTINGS.socket, ...tls, reconnectStrategy: false },
    },
  });
}
