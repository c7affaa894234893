import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuSeconds, rssMb } from './proc.mjs';

const START_MS = 60_000;
const STOP_MS = 20_000;

/** Whatever ends this process, they go with it; one that is being started belongs to nobody yet. */
const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A server in a process of its own, on a free port. */
export class Child {
  /** @param {import('node:child_process').ChildProcess} process @param {number} port @param {string} log */
  constructor(process, port, log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /**
   * @param {{ script: string, cwd: string, name: string, flags?: string[], env?: Record<string, string>,
   *   readyPath?: string }} what `readyPath`: answers 200 when the server is ready; left out: its port is open
   */
  static async start({ script, cwd, name, flags = [], env = {}, readyPath }) {
    const port = await freePort();
    const log = `${cwd}/${name}.log`;
    const output = openSync(log, 'a');
    const started = spawn(process.execPath, [...flags, script], {
      cwd,
      env: { PATH: process.env.PATH, PORT: String(port), HOST: '127.0.0.1', ...env },
      stdio: ['ignore', output, output],
    });
    running.add(started);
    started.once('exit', () => running.delete(started));
    closeSync(output);
    const child = new Child(started, port, log);
    try {
      await child.#ready(readyPath);
    } catch (error) {
      await child.stop();
      throw error;
    }
    return child;
  }

  get pid() {
    return this.process.pid;
  }

  /** Processor time of all its threads until now, in seconds. */
  cpu() {
    return cpuSeconds(this.pid);
  }

  rss() {
    return rssMb(this.pid);
  }

  async stop() {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exited = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    const timer = setTimeout(() => this.process.kill('SIGKILL'), STOP_MS);
    await exited;
    clearTimeout(timer);
  }

  async #ready(path = '/') {
    const end = Date.now() + START_MS;
    while (Date.now() < end && this.process.exitCode === null) {
      const status = await fetch(`http://127.0.0.1:${this.port}${path}`, {
        method: path === '/' ? 'POST' : 'GET',
        ...(path === '/' && { body: '{}' }),
      }).then(
        (response) => response.status,
        () => 0,
      );
      if (path === '/' ? status !== 0 : status === 200) return;
      await sleep(50);
    }
    throw new Error(`${this.log} did not become ready: ${(await readFile(this.log, 'utf8')).slice(-2_000)}`);
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
