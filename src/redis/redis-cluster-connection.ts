import { createCluster, RedisClient } from '@redis/client';
import { setTimeout as wait } from 'node:timers/promises';
import {
  backoff,
  type RedisCommands,
  type RedisConnection,
  type RedisListener,
  SETTINGS,
} from './redis-connection.js';

/** A node that hangs takes connections and says nothing. */
const JOIN_MS = 2_000;
/** Late answers of a cluster that was just joined are no news of its nodes. */
const SUSPECT_AGAIN_MS = 5_000;
/** Longer than anybody waits for an answer. */
const FAREWELL_MS = 100;

type Cluster = ReturnType<typeof clusterOf>;

/**
 * The way to a Redis Cluster. Its connections never mend themselves: what is asked of a node that is lost fails at once,
 * and meanwhile the cluster is joined anew, by whichever of its nodes answer, until all slots have a master that does.
 */
export class RedisClusterConnection implements RedisConnection {
  #cluster: Cluster | undefined;
  #isJoining = false;
  #joinedAt = -Infinity;
  readonly #end = new AbortController();

  /** @param urls some of its nodes; user, password and kind of the first are those of all */
  constructor(
    private readonly urls: readonly string[],
    private readonly listener: RedisListener,
  ) {}

  get commands(): RedisCommands | undefined {
    // The types differ in what they return for modules and scripts, of which there are none.
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

  /** @returns whether all of it is there now */
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
    // Better than nothing is a part of it.
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
  // The nodes that the named ones tell of are given nothing of their urls.
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
