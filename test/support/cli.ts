import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ADMIN_KEY } from './presend.js';

const PRESEND = fileURLToPath(new URL('../../dist/src/cli/presend.js', import.meta.url));

/** The built command line in a process of its own. */
export class Cli {
  stdout = '';
  stderr = '';
  readonly exited: Promise<number | null>;

  private constructor(private readonly child: ChildProcess) {
    child.stdout!.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    child.stderr!.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    // When both streams have ended, too: all of the output is here.
    this.exited = once(child, 'close').then(([code]) => code as number | null);
  }

  /** @param url of the Presend that it talks to; left out: there is none, and no key */
  static start(args: readonly string[], url?: string, environment: Record<string, string> = {}): Cli {
    const server = url === undefined ? {} : { PRESEND_URL: url, PRESEND_API_KEY: ADMIN_KEY };
    const child = spawn(process.execPath, [PRESEND, ...args], {
      env: { PATH: process.env['PATH'], ...server, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new Cli(child);
  }

  /** Runs a command to its end. */
  static async run(
    args: readonly string[],
    url?: string,
    environment?: Record<string, string>,
  ): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const cli = Cli.start(args, url, environment);
    const code = await cli.exited;
    return { code, stdout: cli.stdout, stderr: cli.stderr };
  }

  get lines(): string[] {
    return this.stdout.split('\n').filter((line) => line !== '');
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}

/** Writes a file for a command to read. @returns its path */
export async function fileOf(name: string, content: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'presend-cli-')), name);
  await writeFile(path, content);
  return path;
}
