import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { join } from 'node:path';
import type { RecordedOutcome } from '../idempotency/recorded-outcome.js';
import type { OutcomeRecorder } from '../pipeline/extensions/outcome-recorder.js';
import type { Outcome } from '../pipeline/outcome.js';
import { Database, reasonOf } from '../database/database.js';
import { RecordMetrics } from './record.metrics.js';
import { RedisAwayError } from '../redis/redis.js';
import { Batcher } from '../database/batcher.js';
import { PostgresClaims } from '../idempotency/postgres-claims.js';
import { RecordOptions } from './record-options.js';
import { MessageStore, RefusedRowError } from './message-store.js';
import { type RecordRow, toRow, toRowWithoutKeys } from './record-row.js';
import { RedisClaims } from '../idempotency/redis-claims.js';
import { SpoolDrain } from '../spool/spool-drain.js';
import { Spool } from '../spool/spool.js';

/** Rows that may wait for a commit; those that are more go to the spool, which is as durable and never slow. */
const QUEUE_LIMIT = 500;
/** The node has too much to do if it had within that time. */
const QUIET_MS = 500;
/** How often it is looked for what a node left that had the same folder. */
const TAKE_OVER_MS = 30_000;

/** The reply cannot wait as long as PostgreSQL may take. */
class NoTimeError extends Error {}

/**
 * Makes records durable: in `message_log`, many with one commit; while PostgreSQL is away or late, in this
 * node's spool, which drains by itself when it is back.
 */
@Injectable()
export class MessageRecorder
  implements OutcomeRecorder, OnModuleInit, BeforeApplicationShutdown, OnApplicationShutdown
{
  readonly #logger = new Logger(MessageRecorder.name);
  readonly #commits: Batcher<RecordRow, RecordedOutcome>;
  #spool!: Spool<RecordRow>;
  /** Rows that the table itself does not take, whenever they come. Nobody has seen one; none is thrown away. */
  #refused!: Spool<RecordRow>;
  #drain!: SpoolDrain<RecordRow>;
  #sheddingSince = -Infinity;
  #takingOver: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: MessageStore,
    private readonly claims: PostgresClaims,
    private readonly answers: RedisClaims,
    private readonly database: Database,
    private readonly metrics: RecordMetrics,
    @Inject(RecordOptions) private readonly options: RecordOptions,
  ) {
    this.#commits = new Batcher((rows) => this.store.insert(rows), {
      timeout: {
        ms: options.logWaitMs,
        onTimeout: () => {
          const reason = `it took longer than ${options.logWaitMs} ms`;
          this.#markUnavailable(reason);
          return new Error(reason);
        },
      },
    });
  }

  async onModuleInit(): Promise<void> {
    const { spoolDir, spoolLimitMb, logWaitMs } = this.options;
    const limit = spoolLimitMb * 1024 * 1024;
    this.#spool = await Spool.open(spoolDir, limit);
    this.#refused = await Spool.open(join(spoolDir, 'refused'), limit);
    this.#drain = new SpoolDrain({
      spool: this.#spool,
      store: (rows) => this.#storeSpooled(rows),
      ping: () => this.database.ping(),
      isBusy: () => this.#isBusy(),
      patienceMs: logWaitMs,
    });
    // The first messages shall not wait for connections and for the planner.
    await this.database.whenReady(() => this.store.warmUp());
    if (!this.database.ready) this.#markUnavailable('it could not be reached at the start');
    else this.#drain.start();
    this.#takingOver = setInterval(() => void this.#takeOver(), TAKE_OVER_MS).unref();
    this.metrics.onScrape(() => {
      this.metrics.spoolBytes.set(this.#spool.bytes);
      const since = this.#spool.waitsSince;
      this.metrics.spoolAge.set(since === undefined ? 0 : Math.max(0, Date.now() - since) / 1000);
    });
  }

  /** @throws where neither PostgreSQL nor the spool took the record */
  record(outcome: Outcome, mostMs = Infinity): Promise<RecordedOutcome | undefined> {
    const isShared = this.answers.isConfigured && outcome.event.idempotencyKey !== undefined;
    return isShared ? this.#recordShared(outcome, mostMs) : this.#store(toRow(outcome), outcome.id, mostMs);
  }

  async #recordShared(outcome: Outcome, mostMs: number): Promise<RecordedOutcome | undefined> {
    try {
      const earlier = await this.answers.claim(outcome);
      // Under the id of the first: whichever of the two is stored, there is one, also where the first's node died.
      const recorded = earlier ? { ...outcome, ...earlier } : outcome;
      await this.#store(toRowWithoutKeys(recorded), recorded.id, mostMs);
      return earlier;
    } catch (error) {
      if (!(error instanceof RedisAwayError)) throw error;
      return this.#store(toRow(outcome), outcome.id, mostMs);
    }
  }

  /** The answer to a message of the last minute; what another node has in its spool is known to Redis alone. */
  async recall(key: string): Promise<RecordedOutcome | undefined> {
    if (this.answers.isConfigured) {
      try {
        return await this.answers.find(key);
      } catch {
        // Then PostgreSQL, which knows what was recorded meanwhile.
      }
    }
    return this.#drain.isUnavailable ? undefined : this.claims.findOne(key);
  }

  async #store(row: RecordRow, id: string, mostMs: number): Promise<RecordedOutcome | undefined> {
    if (mostMs === 0) this.#sheddingSince = performance.now();
    const isFull = mostMs === 0 || this.#commits.waiting >= QUEUE_LIMIT;
    if (!this.#drain.isUnavailable && !isFull) {
      try {
        return await this.#commit(row, mostMs);
      } catch (error) {
        if (error instanceof RefusedRowError) return this.#refuse(row, id, error);
        if (!(error instanceof NoTimeError)) this.#markUnavailable(reasonOf(error));
      }
    }
    await this.#spool.add(row);
    this.metrics.spooledRecords.inc();
    this.#drain.start();
    return undefined;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#commits.idle();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#takingOver);
    await this.#drain.stop();
    await Promise.all([this.#spool.close(), this.#refused.close()]);
  }

  /** That somebody has no time says nothing of PostgreSQL: it is given up only after the time that it is allowed. */
  #commit(row: RecordRow, mostMs: number): Promise<RecordedOutcome | undefined> {
    const commit = this.#commits.add(row);
    if (mostMs >= this.options.logWaitMs) return commit;
    return new Promise((resolve, reject) => {
      const hurry = setTimeout(() => reject(new NoTimeError()), mostMs);
      commit.then(resolve, reject).finally(() => clearTimeout(hurry));
    });
  }

  async #refuse(row: RecordRow, id: string, error: RefusedRowError): Promise<undefined> {
    // The batch's other rows are stored.
    if (!error.rows.includes(row)) return undefined;
    this.#logger.error({
      requestId: id,
      msg: `PostgreSQL refuses a record, kept in the spool: ${error.message}`,
    });
    await this.#refused.add(row);
    return undefined;
  }

  #markUnavailable(reason: string): void {
    if (this.#drain.markUnavailable(reason)) this.#commits.abandon(new Error(reason));
  }

  async #takeOver(): Promise<void> {
    try {
      await this.#spool.takeOver();
      this.#drain.start();
    } catch (error) {
      this.#logger.warn(`The spool's folder could not be looked through: ${reasonOf(error)}`);
    }
  }

  #isBusy(): boolean {
    return this.#commits.waiting > 0 || performance.now() - this.#sheddingSince < QUIET_MS;
  }

  /** Rows of the spool; those that the table itself does not take are put aside. */
  async #storeSpooled(rows: readonly RecordRow[]): Promise<void> {
    try {
      await this.store.insert(rows);
    } catch (error) {
      if (!(error instanceof RefusedRowError)) throw error;
      for (const row of error.rows) await this.#refused.add(row);
    }
  }
}
