import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres } from '../../../src/database/embedded-postgres.js';
import { until } from '../../support/until.js';
import { Wire } from '../../support/wire.js';

/** A PostgreSQL of one's own, to be killed, paused and cut off. Its clients come by a wire that keeps its port. */
export class FragilePostgres {
  private constructor(
    private readonly home: string,
    private server: EmbeddedPostgres,
    readonly wire: Wire,
  ) {}

  static async start(): Promise<FragilePostgres> {
    const home = await mkdtemp(join(tmpdir(), 'presend-chaos-'));
    const server = await EmbeddedPostgres.start(join(home, 'postgres'));
    return new FragilePostgres(home, server, await Wire.to(server.url));
  }

  /** For the gateway. */
  get url(): string {
    return this.wire.url;
  }

  /** Past the wire, for who looks at what is stored. */
  get directUrl(): string {
    return this.server.url;
  }

  /** `kill -9`, of the server and all its sessions. */
  async kill(): Promise<void> {
    const pids = await this.#pids();
    signal(pids, 'SIGKILL');
    await until(() => pids.every((pid) => !isAlive(pid)));
  }

  /** Starts it again where it was killed; on another port, which nobody sees behind the wire. */
  async restart(): Promise<void> {
    this.server = await EmbeddedPostgres.start(join(this.home, 'postgres'));
    this.wire.lead(this.server.url);
  }

  async pause(): Promise<void> {
    // The postmaster first: it makes no sessions then that nobody has stopped.
    signal((await this.#pids()).slice(0, 1), 'SIGSTOP');
    signal(await this.#pids(), 'SIGSTOP');
  }

  async resume(): Promise<void> {
    signal(await this.#pids(), 'SIGCONT');
  }

  /** As if nothing had been, whatever a test that failed has left. */
  async heal(): Promise<void> {
    this.wire.mend();
    await this.resume();
    if ((await this.#pids()).length === 0) await this.restart();
  }

  async stop(): Promise<void> {
    await this.resume();
    await this.wire.close();
    await this.kill();
    await rm(this.home, { recursive: true, force: true });
  }

  async #pids(): Promise<number[]> {
    const lock = await readFile(join(this.home, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '');
    const postmaster = Number(lock.split('\n')[0]);
    if (!postmaster || !isAlive(postmaster)) return [];
    const { stdout } = spawnSync('pgrep', ['-P', String(postmaster)], { encoding: 'utf8' });
    return [postmaster, ...stdout.split('\n').filter(Boolean).map(Number)];
  }
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // A session that has ended meanwhile.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
