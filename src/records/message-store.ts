import { Injectable } from '@nestjs/common';
import type { RecordedOutcome } from '../idempotency/recorded-outcome.js';
import { BinaryArrayWriter } from '../database/binary-array-writer.js';
import { Database, within } from '../database/database.js';
import { RecordMetrics } from './record.metrics.js';
import { PostgresClaims } from '../idempotency/postgres-claims.js';
import { MessagePartitions } from './message-partitions.js';
import {
  idOf,
  INSERT_ROWS,
  type RecordRow,
  receivedAtOf,
  idempotencyKeyOf,
  toParameters,
  withoutKeys,
} from './record-row.js';

/** A statement that takes longer hangs. */
const INSERT_MS = 5_000;
/** PostgreSQL's `check_violation`: also what it says where a row's partition is missing. */
const NO_PARTITION = '23514';
/** Classes of SQLSTATE that are a row's own fault: data, constraints, limits. */
const FAULT_OF_ROW = /^(22|23|54)/;

/** The table takes all rows of a batch but these. */
export class RefusedRowError extends Error {
  override readonly name = 'RefusedRowError';

  constructor(
    readonly rows: readonly RecordRow[],
    cause: Error,
  ) {
    super(cause.message, { cause });
  }
}

/** Writes rows into `message_log`. */
@Injectable()
export class MessageStore {
  readonly #arrays = new BinaryArrayWriter();

  constructor(
    private readonly database: Database,
    private readonly partitions: MessagePartitions,
    private readonly claims: PostgresClaims,
    private readonly metrics: RecordMetrics,
  ) {}

  /**
   * Stores all rows with one statement; those that are there already stay as they are.
   *
   * @returns of rows that are not stored, because another record has the same message, its answer
   * @throws RefusedRowError where some can never be stored; all others are then
   */
  async insert(rows: readonly RecordRow[]): Promise<ReadonlyMap<RecordRow, RecordedOutcome> | undefined> {
    try {
      return await this.#insert(rows);
    } catch (error) {
      const { code = '' } = error as { code?: string };
      if (!FAULT_OF_ROW.test(code)) throw error;
      if (code !== NO_PARTITION) return this.#sendOneByOne(rows);
      await this.partitions.ensureDaysOf(rows.map(receivedAtOf));
      return this.#insert(rows);
    }
  }

  /** Opens a connection for the batches and one for what drains from the spool, and has them plan the statement. */
  async warmUp(): Promise<void> {
    await Promise.all([this.#send([]), this.#send([])]);
  }

  async #insert(rows: readonly RecordRow[]): Promise<ReadonlyMap<RecordRow, RecordedOutcome> | undefined> {
    const repeated = await this.#send(rows);
    if (repeated.size === 0) return undefined;
    const repeats = rows.filter((row) => repeated.has(idOf(row)));
    const answers = await this.claims.find(repeats.map((row) => idempotencyKeyOf(row)!));
    const found = new Map<RecordRow, RecordedOutcome>();
    for (const row of repeats) {
      const answer = answers.get(idempotencyKeyOf(row)!);
      if (answer) found.set(row, answer);
    }
    // Of a claim without a record: its partition was dropped, or somebody deleted it.
    const orphans = repeats.filter((row) => !found.has(row));
    if (orphans.length > 0) await this.#send(orphans.map(withoutKeys));
    return found;
  }

  async #sendOneByOne(rows: readonly RecordRow[]): Promise<undefined> {
    const refused: RecordRow[] = [];
    let reason: Error | undefined;
    for (const row of rows) {
      try {
        await this.#send([row]);
      } catch (error) {
        if (!FAULT_OF_ROW.test((error as { code?: string }).code ?? '')) throw error;
        refused.push(row);
        reason = error as Error;
      }
    }
    if (reason) throw new RefusedRowError(refused, reason);
    return undefined;
  }

  /** @returns the ids of rows that repeat the message of another record, and are not stored */
  async #send(rows: readonly RecordRow[]): Promise<ReadonlySet<string>> {
    const values = toParameters(rows, this.#arrays);
    const end = this.metrics.commitSeconds.startTimer();
    const query = within(INSERT_MS, { name: 'message-log', text: INSERT_ROWS, values });
    const repeats = await this.database.pool.query<{ id: string }>(query);
    end();
    if (rows.length > 0) this.metrics.commitRows.observe(rows.length);
    return new Set(repeats.rows.map(({ id }) => id));
  }
}
