import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, PresendProcess } from '../../support/process.js';
import { until } from '../../support/until.js';

/** A company's own application, with policies that go wrong. */
const HOST = fileURLToPath(new URL('../hosts/host.mjs', import.meta.url));

export interface GatewayOptions {
  readonly databaseUrl: string;
  /** `hanging` or `blocking`; without it the application as it is. */
  readonly policy?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A gateway that keeps its port and its folder, however often it is killed. */
export class Gateway {
  #process: PresendProcess | undefined;

  private constructor(
    readonly port: string,
    readonly spoolDir: string,
    private readonly options: GatewayOptions,
  ) {}

  static async start(options: GatewayOptions): Promise<Gateway> {
    const folder = await mkdtemp(join(tmpdir(), 'presend-chaos-spool-'));
    const spoolDir = options.environment?.['SPOOL_DIR'] ?? join(folder, 'spool');
    const gateway = new Gateway(String(await freePort()), spoolDir, options);
    try {
      await gateway.restart();
    } catch (error) {
      await gateway.kill();
      throw error;
    }
    return gateway;
  }

  /** Starts it, and waits until it answers. */
  async restart(): Promise<void> {
    const { databaseUrl, policy, environment } = this.options;
    this.#process = await PresendProcess.spawn(
      {
        ...environment,
        PORT: this.port,
        DATABASE_URL: databaseUrl,
        SPOOL_DIR: this.spoolDir,
        ...(policy ? { CHAOS_POLICY: policy } : {}),
      },
      policy ? HOST : undefined,
    );
    await until(async () => (await this.#get('/health/ready')) !== undefined, 30_000);
  }

  async kill(): Promise<void> {
    this.#process?.kill('SIGKILL');
    await this.#process?.exited;
  }

  /** As a deployment does it. @returns its exit code */
  async terminate(): Promise<number | null> {
    this.#process!.kill('SIGTERM');
    return this.#process!.exited;
  }

  /** Nothing waits on its disk: also nothing of a process that died, which the metric of the next may not count. */
  async isDrained(): Promise<boolean> {
    if ((await this.metric('presend_spool_bytes')) !== 0) return false;
    return !(await readdir(this.spoolDir)).some((name) => /\.(open|spool)$/.test(name));
  }

  /** The value of a metric without labels. */
  async metric(name: string): Promise<number> {
    const text = (await this.#get('/metrics')) ?? '';
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? NaN);
  }

  async text(path: string): Promise<string> {
    return (await this.#get(path)) ?? '';
  }

  async #get(path: string): Promise<string | undefined> {
    try {
      const response = await fetch(`http://127.0.0.1:${this.port}${path}`);
      return response.ok ? await response.text() : undefined;
    } catch {
      return undefined;
    }
  }
}
