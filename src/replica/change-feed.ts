import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import pg from 'pg';
import { DatabaseOptions } from '../database/database-options.js';
import { Database, reasonOf } from '../database/database.js';
import { EMBEDDED_SERVER } from '../database/embedded-server.js';
import type { EmbeddedPostgres } from '../database/embedded-postgres.js';

const CHANNEL = 'presend_changes';
const RETRY_MS = 500;
const PROBE_MS = 1_000;
/** PostgreSQL takes payloads of less than 8,000 bytes. */
const PAYLOAD_LIMIT = 7_900;

/** Somebody changed what others keep in memory: of one member of an app, or `everything` of the topic. */
export type Change =
  | { readonly topic: string; readonly appId: string; readonly userId: string }
  | { readonly topic: string; readonly everything: true };

interface Queryable {
  query(sql: string, values: unknown[]): Promise<unknown>;
}

type Handler = (change: Change) => Promise<void> | void;

/**
 * News from all nodes, this one included, over PostgreSQL's LISTEN/NOTIFY: what a node keeps in memory follows
 * a change elsewhere within milliseconds. After a break in the connection news may be missing: then, and at
 * the start, every topic hears that `everything` changed.
 */
@Injectable()
export class ChangeFeed implements OnModuleInit, OnApplicationShutdown {
  readonly #logger = new Logger(ChangeFeed.name);
  readonly #handlers = new Map<string, Handler>();
  readonly #url: string;
  #client: pg.Client | undefined;
  #probe: NodeJS.Timeout | undefined;
  #work: Promise<void> = Promise.resolve();
  #listening = false;
  #stopped = false;

  constructor(
    private readonly database: Database,
    @Inject(DatabaseOptions) options: DatabaseOptions,
    @Inject(EMBEDDED_SERVER) embedded: EmbeddedPostgres | undefined,
  ) {
    this.#url = (embedded?.url ?? options.databaseUrl)!;
  }

  async onModuleInit(): Promise<void> {
    await this.database.whenReady(() => this.#listen());
  }

  /** False while news may be missing: what is kept in memory then may be old. */
  get listening(): boolean {
    return this.#listening;
  }

  /** Hears the changes of a topic, one after another. Call it before the application has started. */
  on(topic: string, handler: Handler): void {
    this.#handlers.set(topic, handler);
  }

  /** Tells all nodes, when the transaction of `client` is committed. */
  async publish(client: Queryable, change: Change): Promise<void> {
    const payload = JSON.stringify(change);
    const fits = Buffer.byteLength(payload) < PAYLOAD_LIMIT;
    const sent = fits ? payload : JSON.stringify({ topic: change.topic, everything: true });
    await client.query('SELECT pg_notify($1, $2)', [CHANNEL, sent]);
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#probe);
    await this.#client?.end().catch(() => {});
    await this.#work;
  }

  async #listen(): Promise<void> {
    if (this.#stopped) return;
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'presend-changes',
      connectionTimeoutMillis: 2_000,
      keepAlive: true,
      query_timeout: PROBE_MS,
    });
    client.on('error', () => this.#lost(client));
    client.on('end', () => this.#lost(client));
    client.on('notification', ({ payload }) => this.#hear(payload ?? ''));
    try {
      this.#client = client;
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      this.#logger.warn(`No news from other nodes, trying again: ${reasonOf(error)}`);
      return this.#lost(client);
    }
    this.#listening = true;
    // A connection whose other end has gone silently looks alive: only an answer proves that it is.
    this.#probe = setInterval(() => client.query('SELECT 1').catch(() => this.#lost(client)), PROBE_MS);
    for (const topic of this.#handlers.keys()) this.#handle({ topic, everything: true });
    await this.#work;
  }

  #lost(client: pg.Client): void {
    if (client !== this.#client || this.#stopped) return;
    this.#listening = false;
    this.#client = undefined;
    clearInterval(this.#probe);
    client.end().catch(() => {});
    setTimeout(() => void this.#listen(), RETRY_MS).unref();
  }

  #hear(payload: string): void {
    try {
      this.#handle(JSON.parse(payload) as Change);
    } catch {
      this.#logger.warn('Somebody else speaks on our channel: a notification was not ours.');
    }
  }

  #handle(change: Change): void {
    const handler = this.#handlers.get(change.topic);
    if (!handler) return;
    this.#work = this.#work.then(async () => {
      try {
        await handler(change);
      } catch (error) {
        this.#logger.error(`The change of ${change.topic} could not be read: ${reasonOf(error)}`);
        // What is kept may be old now: begin again with everything.
        if (this.#client) this.#lost(this.#client);
      }
    });
  }
}
