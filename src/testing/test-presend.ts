import { type INestApplication, Module, type ModuleMetadata } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CallbackExpressAdapter, PresendModule, type PresendModuleOptions } from '../index.js';
import { openimPath, tencentPath, type TencentCaller } from './callback-url.js';
import { MemorySink } from './memory.sink.js';
import { TestDatabase } from './test-database.js';
import type { VendorAnswer } from './vendor-answer.js';
import type { VendorCallback } from './vendor-callback.js';

/** As whom callbacks are sent and the admin API is called. */
export interface TestCallers {
  readonly appId: string;
  /** Signs Tencent callbacks; left out: they are not signed. */
  readonly token?: string;
  readonly openimSecret: string;
  readonly adminApiKey: string;
}

export type TestPresendOptions = PresendModuleOptions & {
  /** Modules beside Presend. */
  readonly modules?: ModuleMetadata['imports'];
  /** See `TestDatabase.create`; with `databaseUrl` that database is used, and left as it is. */
  readonly serverUrl?: string;
};

/** An answer of the admin API. */
export interface AdminAnswer {
  readonly status: number;
  /** The body, parsed; `undefined` where it is empty. */
  // A test looks into whatever was answered.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly json: any;
}

const CALLERS = { appId: '1400000001', openimSecret: 'an-openim-secret', adminApiKey: 'an-admin-key' };
/** On a machine that runs tests a commit takes its time; a record in the spool would not be found. */
const LOG_WAIT_MS = 5_000;

@Module({})
class TestHostModule {}

/**
 * A running Presend on a free port, with a database of its own.
 *
 * @example
 * const presend = await TestPresend.start({ policies: [BlockedWords], imports: [WordListModule] });
 * const answer = await presend.send(messageOf('Group.CallbackBeforeSendMsg', 'casino'));
 * assertRefuses(answer, 10101);
 * await presend.stop();
 */
export class TestPresend {
  private constructor(
    readonly app: INestApplication,
    readonly url: string,
    readonly callers: TestCallers,
    readonly databaseUrl: string | null,
    private readonly clean: () => Promise<void>,
  ) {}

  /** @param options as of `PresendModule.forRoot`; who may call has defaults, and every outcome goes to `sink` too */
  static async start(options: TestPresendOptions = {}): Promise<TestPresend> {
    const { modules = [], serverUrl, sinks = [], ...given } = options;
    const database = given.databaseUrl === undefined ? await TestDatabase.create(serverUrl) : undefined;
    const folder = await mkdtemp(join(tmpdir(), 'presend-test-'));
    const clean = async (): Promise<void> => {
      await database?.drop();
      await rm(folder, { recursive: true, force: true });
    };
    const callers = callersOf(given);
    const settings: PresendModuleOptions = {
      sdkAppIds: [callers.appId],
      openimSecrets: [callers.openimSecret],
      adminApiKey: callers.adminApiKey,
      logWaitMs: LOG_WAIT_MS,
      spoolDir: join(folder, 'spool'),
      ...given,
      databaseUrl: given.databaseUrl ?? database!.url,
      sinks: [...sinks, MemorySink],
    };
    try {
      const host = { module: TestHostModule, imports: [PresendModule.forRoot(settings), ...modules] };
      const logger = { logger: false, abortOnError: false } as const;
      const app = await NestFactory.create(host, new CallbackExpressAdapter(0), logger);
      return await TestPresend.#listening(app, callers, settings.databaseUrl!, clean);
    } catch (error) {
      await clean();
      throw error;
    }
  }

  /**
   * Serves an application that a test has made itself, for instance with `overrideProvider` of `@nestjs/testing`.
   *
   * @param callers whom the application takes for its own
   */
  static of(app: INestApplication, callers: Partial<TestCallers> = {}): Promise<TestPresend> {
    return TestPresend.#listening(app, { ...CALLERS, ...callers }, null, async () => {});
  }

  static async #listening(
    app: INestApplication,
    callers: TestCallers,
    databaseUrl: string | null,
    clean: () => Promise<void>,
  ): Promise<TestPresend> {
    await app.listen(0, '127.0.0.1');
    return new TestPresend(app, await app.getUrl(), callers, databaseUrl, clean);
  }

  /** The outcomes so far. @throws where the application was made without `MemorySink` in its `sinks` */
  get sink(): MemorySink {
    return this.app.get(MemorySink, { strict: false });
  }

  /** Sends a callback as its vendor does. @param changes to who sends it; of Tencent the query too */
  async send(
    callback: VendorCallback,
    changes: Partial<TestCallers & TencentCaller> = {},
  ): Promise<VendorAnswer> {
    const caller = { ...this.callers, ...changes };
    const { platform, command, body } = callback;
    const path =
      platform === 'tencent' ? tencentPath(command, caller) : openimPath(command, caller.openimSecret);
    const response = await fetch(this.url + path, {
      method: 'POST',
      // Bytes have no Content-Type, as Tencent's callbacks have none.
      body: Buffer.from(JSON.stringify(body)),
      headers: platform === 'openim' ? { 'content-type': 'application/json; charset=utf-8' } : {},
    });
    // Not text(), which would hide a byte order mark.
    const text = Buffer.from(await response.arrayBuffer()).toString();
    return { callback, status: response.status, headers: response.headers, text };
  }

  /** Calls the admin API. @param path behind `/api/v1/` */
  async admin(method: string, path: string, body?: unknown): Promise<AdminAnswer> {
    const response = await fetch(`${this.url}/api/v1/${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: {
        authorization: `Bearer ${this.callers.adminApiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
    });
    const text = await response.text();
    return { status: response.status, json: text === '' ? undefined : JSON.parse(text) };
  }

  /** The records that the admin API finds, newest first. */
  // oxlint-disable-next-line typescript/no-explicit-any
  async records(query: Readonly<Record<string, string>> = {}): Promise<any[]> {
    const { json } = await this.admin('GET', `messages?${new URLSearchParams(query)}`);
    return json.items;
  }

  /** Closes the application; the database and the folder that were made for it are gone then. */
  async stop(): Promise<void> {
    await this.app.close();
    await this.clean();
  }
}

function callersOf({
  sdkAppIds,
  tencentTokens,
  openimSecrets,
  adminApiKey,
}: PresendModuleOptions): TestCallers {
  const appId = sdkAppIds?.[0] ?? CALLERS.appId;
  return {
    appId,
    token: tencentTokens?.[appId]?.[0],
    openimSecret: openimSecrets?.[0] ?? CALLERS.openimSecret,
    adminApiKey: adminApiKey ?? CALLERS.adminApiKey,
  };
}
