import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import pg from 'pg';
import { DatabaseOptions } from '../database/database-options.js';
import { Database, reasonOf } from '../database/database.js';
import { EMBEDDED_SERVER } from '../database/embedded-server.js';
import type { EmbeddedPostgres } from '../database/embedded-postgres.js';
import type { MemberKey } from './member-key.js';

const CHANNEL = 'presend_changes';
const RETRY_MS = 500;
const PROBE_MS = 1_000;
/** PostgreSQL accepts payloads of less than 8,000 bytes. */
const MAX_PAYLOAD_BYTES = 7_900;

/** A change of a table that nodes mirror in memory: of one member, or of everything in the topic. */
export type Change = { readonly topic: string } & (MemberKey | { readonly everything: true });

interface Queryable {
  query(sql: string, values: unknown[]): Promise<unknown>;
}

type Handler = (change: Change) => Promise<void> | void;

/**
 * Changes from all nodes, this one included, over PostgreSQL's LISTEN/NOTIFY. A change reaches every node within
 * milliseconds. While the connection is broken, changes may be lost. So when it is back, and at the start, each topic
 * gets the change `everything`.
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

  /** False: changes may be lost just now, and memory may be old. */
  get listening(): boolean {
    return this.#listening;
  }

  /** Calls `handler` for each change of a topic, one after another. Call it before the application has started. */
  on(topic: string, handler: Handler): void {
    this.#handlers.set(topic, handler);
  }

  /** Publishes a change to all nodes when the transaction of `client` is committed. */
  async publish(client: Queryable, change: Change): Promise<void> {
    const payload = JSON.stringify(change);
    const fits = Buffer.byteLength(payload) < MAX_PAYLOAD_BYTES;
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
    client.on('error', () => this.#reconnect(client));
    client.on('end', () => this.#reconnect(client));
    client.on('notification', ({ payload }) => this.#receive(payload ?? ''));
    try {
      this.#client = client;
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      this.#logger.warn(`Cannot listen for changes of other nodes, trying again: ${reasonOf(error)}`);
      return this.#reconnect(client);
    }
    this.#listening = true;
    // A connection whose other end is gone can look alive: only an answer proves that it is.
    this.#probe = setInterval(() => client.query('SELECT 1').catch(() => this.#reconnect(client)), PROBE_MS);
    for (const topic of this.#handlers.keys()) this.#handle({ topic, everything: true });
    await this.#work;
  }

  #reconnect(client: pg.Client): void {
    if (client !== this.#client || this.#stopped) return;
    this.#listening = false;
    this.#client = undefined;
    clearInterval(this.#probe);
    client.end().catch(() => {});
    setTimeout(() => void this.#listen(), RETRY_MS).unref();
  }

  #receive(payload: string): void {
    try {
      this.#handle(JSON.parse(payload) as Change);
    } catch {
      this.#logger.warn(`A notification on ${CHANNEL} is not from Presend: ignored.`);
    }
  }

  #handle(change: Change): void {
    const handler = this.#handlers.get(change.topic);
    if (!handler) return;
    this.#work = this.#work.then(async () => {
      try {
        await handler(change);
      } catch (error) {
        this.#logger.error(`A change of ${change.topic} cannot be handled: ${reasonOf(error)}`);
        // Memory may be old now: reconnect, and handle everything again.
        if (this.#client) this.#reconnect(this.#client);
      }
    });
  }
}
