import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Database, reasonOf } from '../database/database.js';

/** Seconds. Longer than the time in which a duplicate counts: a node whose records wait in its spool claims late. */
const KEEP_S = 180;
/** The pause between two passes over the table. */
const ROUND_MS = 15_000;
/** At 7,000 messages a second one DELETE of all old claims takes PostgreSQL half a second, and delays messages. */
const RANGE_PAGES = 500;
const RANGE_MS = 500;
/** The key of an advisory lock, the same on every node: only the node that holds it deletes claims. */
const CLAIMS_LOCK = 7_293_003;

/** Deletes old claims, one range of table pages after another. */
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
   * Deletes the old claims in one range of pages.
   *
   * @param from the first page of the range
   * @param older the minimum age of a deleted claim, in seconds
   * @returns the first page of the next range; 0 if this range was the last
   */
  async sweep(from = 0, older = KEEP_S): Promise<number> {
    const to = from + RANGE_PAGES;
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
      this.#sweepLater(next, next === 0 ? ROUND_MS : RANGE_MS);
    }, ms).unref();
  }

  async #sweepSafely(from: number): Promise<number> {
    if (!this.database.ready) return 0;
    try {
      return await this.sweep(from);
    } catch (error) {
      this.#logger.warn(`Old claims could not be deleted; the node tries again soon: ${reasonOf(error)}`);
      return 0;
    }
  }
}
