import { createClient } from '@redis/client';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './process.js';
import { RedisProcess } from './redis.js';
import { until } from './until.js';

const SLOTS = 16_384;
const NODES = 3;
/** After so long the others call a node failed. */
const NODE_TIMEOUT_MS = 1_000;

interface Options {
  /** Whether the slots of the other nodes go on where those of one are gone, as not by default. */
  readonly isPartAllowed: boolean;
}

/** A Redis Cluster of three real masters, without replicas. */
export class RedisCluster {
  private constructor(
    private readonly nodes: RedisProcess[],
    private readonly options: readonly (readonly string[])[],
  ) {}

  static async start({ isPartAllowed }: Options): Promise<RedisCluster> {
    const directory = await mkdtemp(join(tmpdir(), 'presend-cluster-'));
    const busPorts = await Promise.all(Array.from({ length: NODES }, () => freePort()));
    const options = busPorts.map((port, at) => optionsOf(join(directory, `${at}.conf`), port, isPartAllowed));
    const nodes = await Promise.all(options.map((own) => RedisProcess.start(undefined, own)));
    const cluster = new RedisCluster(nodes, options);
    for (const at of nodes.keys()) {
      await cluster.tell(at, 'CLUSTER', 'SET-CONFIG-EPOCH', String(at + 1));
      await cluster.tell(
        at,
        'CLUSTER',
        'ADDSLOTSRANGE',
        String(firstSlot(at)),
        String(firstSlot(at + 1) - 1),
      );
      const { port } = new URL(nodes[0]!.url);
      await cluster.tell(at, 'CLUSTER', 'MEET', '127.0.0.1', port, String(busPorts[0]));
    }
    await cluster.untilWell();
    return cluster;
  }

  /** As `REDIS_URL` has it. */
  get url(): string {
    return this.nodes.map(({ url }) => url).join(',');
  }

  /** The place of the master that has a key. */
  async masterOf(key: string): Promise<number> {
    const slot = Number(await this.tell(0, 'CLUSTER', 'KEYSLOT', key));
    return [...this.nodes.keys()].findLast((at) => firstSlot(at) <= slot)!;
  }

  /** A command to one node. */
  async tell(at: number, ...command: string[]): Promise<unknown> {
    const [reply] = await this.#tellAll(at, [command]);
    return reply;
  }

  /** Gives the first so many slots, which hold no keys, to another node. */
  async move(count: number, to: number): Promise<void> {
    const id = String(await this.tell(to, 'CLUSTER', 'MYID'));
    const commands = Array.from({ length: count }, (_, slot) => [
      'CLUSTER',
      'SETSLOT',
      String(slot),
      'NODE',
      id,
    ]);
    // First who gets them, then who has them: nobody is without.
    for (const at of [to, ...this.nodes.keys()]) await this.#tellAll(at, commands);
  }

  pause(at: number): void {
    this.nodes[at]!.pause();
  }

  resume(at: number): void {
    this.nodes[at]!.resume();
  }

  kill(at: number): Promise<void> {
    return this.nodes[at]!.stop();
  }

  /** Starts a killed node again, without its keys. */
  async restart(at: number): Promise<void> {
    const { port } = new URL(this.nodes[at]!.url);
    this.nodes[at] = await RedisProcess.start(Number(port), this.options[at]);
  }

  /** Until every node sees all slots served. */
  async untilWell(): Promise<void> {
    for (const at of this.nodes.keys()) {
      await until(async () => {
        const info = String(await this.tell(at, 'CLUSTER', 'INFO'));
        return info.includes('cluster_state:ok') && info.includes(`cluster_slots_ok:${SLOTS}`);
      }, 15_000);
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
  }

  async #tellAll(at: number, commands: readonly string[][]): Promise<unknown[]> {
    const client = await createClient({ url: this.nodes[at]!.url, RESP: 2 }).connect();
    try {
      return await Promise.all(commands.map((command) => client.sendCommand(command)));
    } finally {
      client.destroy();
    }
  }
}

function optionsOf(file: string, busPort: number, isPartAllowed: boolean): string[] {
  const options = {
    enabled: 'yes',
    'config-file': file,
    port: busPort,
    'node-timeout': NODE_TIMEOUT_MS,
    'require-full-coverage': isPartAllowed ? 'no' : 'yes',
  };
  return Object.entries(options).flatMap(([name, value]) => [`--cluster-${name}`, String(value)]);
}

function firstSlot(at: number): number {
  return Math.floor((SLOTS * at) / NODES);
}
