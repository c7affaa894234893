import { type INestApplication, Module, type ModuleMetadata } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CallbackExpressAdapter, PresendModule, type PresendModuleOptions } from '../index.js';
import { MemorySink } from './memory.sink.js';
import { PresendClient, TEST_CALLERS, type TestCallers } from './presend-client.js';
import { TestDatabase } from './test-database.js';

export type TestPresendOptions = PresendModuleOptions & {
  /** Modules beside Presend. */
  readonly modules?: ModuleMetadata['imports'];
  /** See `TestDatabase.create`; with `databaseUrl` that database is used, and left as it is. */
  readonly serverUrl?: string;
};

/** On a machine that runs tests a commit takes its time; a record in the spool would not be found. */
const LOG_WAIT_MS = 5_000;

@Module({})
class TestHostModule {}

/**
 * A running Presend on a free port, with a database of its own.
 *
 * @example
 * const presend = await TestPresend.start({ policies: [BlockedWords], imports: [WordListModule] });
 * const answer = await presend.client.send(messageOf('Group.CallbackBeforeSendMsg', 'casino'));
 * assertRefuses(answer, 10101);
 * await presend.stop();
 */
export class TestPresend {
  private constructor(
    readonly app: INestApplication,
    /** The vendors and the company's people, in front of it. */
    readonly client: PresendClient,
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
    const databaseUrl = given.databaseUrl ?? database!.url;
    const settings: PresendModuleOptions = {
      sdkAppIds: [callers.appId],
      openimSecrets: [callers.openimSecret],
      adminApiKey: callers.adminApiKey,
      logWaitMs: LOG_WAIT_MS,
      spoolDir: join(folder, 'spool'),
      ...given,
      databaseUrl,
      sinks: [...sinks, MemorySink],
    };
    try {
      const host = { module: TestHostModule, imports: [PresendModule.forRoot(settings), ...modules] };
      const logger = { logger: false, abortOnError: false } as const;
      const app = await NestFactory.create(host, new CallbackExpressAdapter(0), logger);
      return await TestPresend.#listening(app, callers, databaseUrl, clean);
    } catch (error) {
      await clean();
      throw error;
    }
  }

  /**
   * Serves an application that a test has made itself, for instance with `overrideProvider` of `@nestjs/testing`.
   *
   * @param callers whom the application takes for its own, where they differ from `TEST_CALLERS`
   */
  static of(app: INestApplication, callers: Partial<TestCallers> = {}): Promise<TestPresend> {
    return TestPresend.#listening(app, callers, null, async () => {});
  }

  static async #listening(
    app: INestApplication,
    callers: Partial<TestCallers>,
    databaseUrl: string | null,
    clean: () => Promise<void>,
  ): Promise<TestPresend> {
    await app.listen(0, '127.0.0.1');
    return new TestPresend(app, new PresendClient(await app.getUrl(), callers), databaseUrl, clean);
  }

  /** The outcomes so far. @throws where the application was made without `MemorySink` in its `sinks` */
  get sink(): MemorySink {
    return this.app.get(MemorySink, { strict: false });
  }

  /** Closes the application; the database and the folder that were made for it are gone then. */
  async stop(): Promise<void> {
    await this.app.close();
    await this.clean();
  }
}

function callersOf(options: PresendModuleOptions): TestCallers {
  const { sdkAppIds = [], tencentTokens = {}, openimSecrets = [], adminApiKey } = options;
  const appId = sdkAppIds[0] ?? TEST_CALLERS.appId;
  return {
    appId,
    token: tencentTokens[appId]?.[0],
    openimSecret: openimSecrets[0] ?? TEST_CALLERS.openimSecret,
    adminApiKey: adminApiKey ?? TEST_CALLERS.adminApiKey,
  };
}
