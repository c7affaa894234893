import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { freePort } from './process.js';
import { until } from './until.js';

/** Redis is no npm package: where there is none its tests are skipped, and say so. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
if (!hasRedis)
  process.stderr.write('No redis-server here: its tests are skipped (apt-get install redis-server).\n');

/** `describe`, where there is a redis-server. */
export const withRedis = hasRedis ? describe : describe.skip;

/** A real Redis that keeps nothing. */
export class RedisProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** @param more options of redis-server */
  static async start(port?: number, more: readonly string[] = []): Promise<RedisProcess> {
    const at = port ?? (await freePort());
    const options = ['--port', at, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'].map(String);
    options.push(...more);
    const child = spawn('redis-server', options, { stdio: 'ignore' });
    await until(() => answers(at));
    return new RedisProcess(child, `redis://127.0.0.1:${at}`);
  }

  pause(): void {
    this.child.kill('SIGSTOP');
  }

  resume(): void {
    this.child.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.resume();
    this.child.kill('SIGKILL');
    await exited;
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
