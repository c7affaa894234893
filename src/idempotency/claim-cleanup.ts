import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Database, reasonOf } from '../database/database.js';

/** Longer than a repeat counts as one: a node whose records wait in its spool claims late. */
const KEEP_S = 180;
/** Between the table's end and its beginning. */
const ROUND_MS = 15_000;
/** All at once would take PostgreSQL half a second where there are 7,000 a second, and the messages would feel it. */
const STRETCH_PAGES = 500;
const STRETCH_MS = 500;
/** Any number, the same on every node: whoever holds it throws old claims away. */
const CLAIMS_LOCK = 7_293_003;

/** Throws old claims away, a stretch of their table after the other. */
@Injectable()
export class ClaimCleanup implements OnModuleInit, OnApplicationShutdown {
  readonly #logger = new Logger(ClaimCleanup.name);
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(private readonly database: Database) {}

  onModuleInit(): void {
    this.#sweepLater(0, ROUND_MS);
  }

  onApplicationShutdown(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  /**
   * @param from the first page of the stretch
   * @param older seconds that a claim has at least to be thrown away
   * @returns where the next stretch begins; 0: that was the last
   */
  async sweep(from = 0, older = KEEP_S): Promise<number> {
    const to = from + STRETCH_PAGES;
    let next = from;
    await this.database.exclusively(CLAIMS_LOCK, async (client) => {
      await client.query(
        `DELETE FROM message_claim
         WHERE ctid >= $1::tid AND ctid < $2::tid AND claimed_at < now() - make_interval(secs => $3)`,
        [`(${from},0)`, `(${to},0)`, older],
      );
      const { rows } = await client.query<{ pages: number }>(
        `SELECT (pg_relation_size('message_claim') / current_setting('block_size')::int)::int AS pages`,
      );
      next = to < rows[0]!.pages ? to : 0;
    });
    return next;
  }

  #sweepLater(from: number, ms: number): void {
    if (this.#isOver) return;
    this.#timer = setTimeout(async () => {
      const next = await this.#sweepSafely(from);
      this.#sweepLater(next, next === 0 ? ROUND_MS : STRETCH_MS);
    }, ms).unref();
  }

  async #sweepSafely(from: number): Promise<number> {
    if (!this.database.ready) return 0;
    try {
      return await this.sweep(from);
    } catch (error) {
      this.#logger.warn(`Old claims could not be thrown away, again in a moment: ${reasonOf(error)}`);
      return 0;
    }
  }
}
