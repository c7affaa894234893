import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ADMIN_KEY, APP, OPENIM_SECRET } from './presend.js';
import { until } from './until.js';

const MAIN = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));

/** The built application in a process of its own, as `npm start` runs it. */
export class PresendProcess {
  output = '';
  readonly exited: Promise<number | null>;

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
    this.exited = once(child, 'exit').then(([code]) => code as number | null);
  }

  /** Starts it, or another application; it may still be booting, or already gone. */
  static async spawn(
    environment: Readonly<Record<string, string>> = {},
    script = MAIN,
  ): Promise<PresendProcess> {
    const directory = await mkdtemp(join(tmpdir(), 'presend-process-'));
    const port = environment['PORT'] ?? String(await freePort());
    const defaults = {
      PORT: port,
      HOST: '127.0.0.1',
      SDK_APP_IDS: APP,
      OPENIM_SECRETS: OPENIM_SECRET,
      ADMIN_API_KEY: ADMIN_KEY,
      SPOOL_DIR: join(directory, 'spool'),
    };
    const child = spawn(process.execPath, [script], {
      cwd: directory,
      env: { PATH: process.env['PATH'], ...defaults, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new PresendProcess(child, `http://127.0.0.1:${port}`);
  }

  /** Starts it and waits until it answers. */
  static async start(environment: Readonly<Record<string, string>>): Promise<PresendProcess> {
    const presend = await PresendProcess.spawn(environment);
    await until(
      () =>
        fetch(`${presend.url}/health/ready`).then(
          ({ ok }) => ok,
          () => false,
        ),
      15_000,
    );
    return presend;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
