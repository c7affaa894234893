import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Pool, PoolClient, QueryConfig, QueryResultRow } from 'pg';
import type { DataSource } from 'typeorm';
import { DATA_SOURCE } from './database-options.js';
import { EMBEDDED_SERVER } from './embedded-server.js';
import type { EmbeddedPostgres } from './embedded-postgres.js';
import { migrate } from './migrate.js';

/** When the application has waited for PostgreSQL for so long, it starts without. */
const START_MS = 5_000;
const RETRY_MS = 1_000;
const PING_MS = 1_000;

/**
 * The way to PostgreSQL. Connects and migrates when the application starts; while the server is away it goes
 * on trying, and the application runs.
 */
@Injectable()
export class Database implements OnModuleInit, OnApplicationShutdown {
  readonly #logger = new Logger(Database.name);
  readonly #onReady: (() => Promise<void> | void)[] = [];
  #ready = false;
  #ping: Promise<boolean> | undefined;
  #stopped = false;

  constructor(
    @InjectDataSource(DATA_SOURCE) private readonly dataSource: DataSource,
    @Inject(EMBEDDED_SERVER) private readonly embedded: EmbeddedPostgres | undefined,
  ) {}

  async onModuleInit(): Promise<void> {
    const first = this.#connect();
    void first.then((isConnected) => (isConnected ? undefined : this.#keepConnecting()));
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([first, new Promise((resolve) => (timer = setTimeout(resolve, START_MS)))]);
    clearTimeout(timer);
  }

  /** True once the server was reached and its tables are ours. */
  get ready(): boolean {
    return this.#ready;
  }

  /** Runs `action` when the tables are there: at once, or as soon as the server is reached. */
  async whenReady(action: () => Promise<void> | void): Promise<void> {
    if (this.#ready) await this.#run(action);
    else this.#onReady.push(action);
  }

  get pool(): Pool {
    if (!this.#ready) throw new Error('PostgreSQL has not been reached yet');
    // TypeORM's driver does not declare its pool; it is `pg`'s.
    return (this.dataSource.driver as unknown as { master: Pool }).master;
  }

  /**
   * Asks something that is of no use any more after some milliseconds.
   *
   * @throws where there is no answer by then, be it that no connection is free
   */
  async ask<Row extends QueryResultRow>(ms: number, query: QueryConfig): Promise<Row[]> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`PostgreSQL did not answer within ${ms} ms`)), ms);
    });
    try {
      return (await Promise.race([this.pool.query<Row>(within(ms, query)), late])).rows;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Runs `work` in one transaction: all of it is done, or nothing. */
  async transaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      const result = await work(client);
      await client.query('COMMIT');
      client.release();
      return result;
    } catch (error) {
      await client.query('ROLLBACK').then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      );
      throw error;
    }
  }

  /** Runs `work` unless another node is at it just now, and tells whether it ran. */
  async exclusively(lock: number, work: (client: PoolClient) => Promise<void>): Promise<boolean> {
    return this.transaction(async (client) => {
      const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [
        lock,
      ]);
      if (rows[0]!.mine) await work(client);
      return rows[0]!.mine;
    });
  }

  /** Asks the server for a sign of life, once at a time: a paused one would else hold a connection for each. */
  ping(): Promise<boolean> {
    this.#ping ??= this.#ask().finally(() => (this.#ping = undefined));
    return this.#ping;
  }

  // The data source belongs to TypeORM's module, but everybody else has to be done before it goes.
  async onApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
    await this.embedded?.stop();
  }

  async #ask(): Promise<boolean> {
    if (!this.#ready) return false;
    return this.pool.query(within(PING_MS, { text: 'SELECT 1' })).then(
      () => true,
      () => false,
    );
  }

  async #keepConnecting(): Promise<void> {
    do await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
    while (!this.#stopped && !(await this.#connect()));
  }

  async #connect(): Promise<boolean> {
    try {
      if (!this.dataSource.isInitialized) await this.dataSource.initialize();
      if (this.#stopped) await this.dataSource.destroy();
      for (const { name } of await migrate(this.dataSource)) this.#logger.log(`Migrated: ${name}`);
    } catch (error) {
      this.#logger.error(`PostgreSQL cannot be used yet, trying again every second: ${reasonOf(error)}`);
      return false;
    }
    this.#ready = true;
    for (const action of this.#onReady.splice(0)) await this.#run(action);
    return true;
  }

  // The server may go again in the middle of it: whoever needs more than a try looks after that itself.
  async #run(action: () => Promise<void> | void): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.#logger.error(`What waits for PostgreSQL could not be done: ${reasonOf(error)}`);
    }
  }
}

/** A query that is given up, and its connection with it, after some milliseconds. */
export function within<Query extends QueryConfig>(query_timeout: number, query: Query): Query {
  // The driver reads it, its types do not know it.
  return { ...query, query_timeout } as Query;
}

/** An error of the driver in words; it may be an AggregateError without any of its own. */
export function reasonOf(error: unknown): string {
  const { message, code, errors } = error as { message?: string; code?: string; errors?: Error[] };
  return message || errors?.map((inner) => inner.message).join(', ') || code || String(error);
}
