import { Logger } from '@nestjs/common';
import { reasonOf } from '../database/database.js';
import type { Spool } from './spool.js';

/** How often a database that is gone is asked for a sign of life. */
const PROBE_MS = 250;
/** Rows that are drained with one statement; fewer while it is not known how fast that is, or others wait. */
const BATCH = 500;
const SMALL_BATCH = 50;
/** How long the spool waits for a moment when nobody else waits for PostgreSQL. */
const YIELD_MS = 3_000;

/** What a drain needs of those around it. */
export interface DrainOptions<Row> {
  readonly spool: Spool<Row>;
  /** Stores rows where they belong. */
  readonly store: (rows: readonly Row[]) => Promise<void>;
  /** Whether PostgreSQL gives a sign of life. */
  readonly ping: () => Promise<boolean>;
  /** Whether others would feel it if something were drained now. */
  readonly isBusy: () => boolean;
  /** A statement that takes longer is too slow for a reply to wait for. */
  readonly patienceMs: number;
}

/**
 * Empties a spool when it can, and knows whether PostgreSQL is worth waiting for: once it is given up it has to take
 * rows from the spool, quickly, before a reply waits for it again.
 */
export class SpoolDrain<Row> {
  readonly #logger = new Logger('Spool');
  #isUnavailable = false;
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(private readonly options: DrainOptions<Row>) {}

  /** PostgreSQL is known to be gone, or to be too slow. */
  get isUnavailable(): boolean {
    return this.#isUnavailable;
  }

  /** Gives PostgreSQL up. @returns false where that was known */
  markUnavailable(reason: string): boolean {
    if (this.#isUnavailable) return false;
    this.#isUnavailable = true;
    this.#logger.error(`Records go to the spool until PostgreSQL answers again: ${reason}`);
    this.start();
    return true;
  }

  /** There may be something to drain. */
  start(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      // What was added while it ended.
      if (!this.#stopped && this.options.spool.bytes > 0) this.start();
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    const { spool, ping } = this.options;
    while (!this.#stopped && (this.#isUnavailable || spool.bytes > 0)) {
      if (this.#isUnavailable) {
        await new Promise((resolve) => setTimeout(resolve, PROBE_MS));
        if (this.#stopped || !(await ping())) continue;
      }
      try {
        await this.#drainSegment();
      } catch (error) {
        this.markUnavailable(reasonOf(error));
      }
    }
  }

  /** One statement at a time, beside the live traffic's two: it is slowed down, and not starved. */
  async #drainSegment(): Promise<void> {
    // To read the oldest may close the segment that others write to: they would have to open another one.
    await this.#untilCalm();
    const segment = await this.options.spool.oldest();
    if (!segment) return this.#answered(0);
    for (;;) {
      await this.#untilCalm();
      const isLarge = !this.#isUnavailable && !this.options.isBusy();
      const rows = segment.take(isLarge ? BATCH : SMALL_BATCH);
      if (rows.length === 0) break;
      const start = performance.now();
      await this.options.store(rows);
      this.#answered(performance.now() - start);
    }
    await segment.remove();
  }

  #answered(ms: number): void {
    if (!this.#isUnavailable || ms > this.options.patienceMs) return;
    this.#isUnavailable = false;
    this.#logger.log('PostgreSQL answers again: the spool drains.');
  }

  /** Live traffic goes first, but not for ever. */
  async #untilCalm(): Promise<void> {
    const end = performance.now() + YIELD_MS;
    while (!this.#stopped && this.options.isBusy() && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
