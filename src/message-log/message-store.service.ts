import { Injectable } from '@nestjs/common';
import { Database, within } from '../database/database.service.js';
import { Metrics } from '../metrics/metrics.service.js';
import { MessagePartitions } from './message-partitions.service.js';
import { INSERT_ROWS, type MessageRow, receivedAtOf, toParameters } from './message-row.js';

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
    readonly rows: readonly MessageRow[],
    cause: Error,
  ) {
    super(cause.message, { cause });
  }
}

/** Writes rows into `message_log`. */
@Injectable()
export class MessageStore {
  constructor(
    private readonly database: Database,
    private readonly partitions: MessagePartitions,
    private readonly metrics: Metrics,
  ) {}

  /**
   * Stores all rows with one statement; those that are there already stay as they are.
   *
   * @throws RefusedRowError where some can never be stored; all others are then
   */
  async insert(rows: readonly MessageRow[]): Promise<void> {
    try {
      await this.#send(rows);
    } catch (error) {
      const { code = '' } = error as { code?: string };
      if (!FAULT_OF_ROW.test(code)) throw error;
      if (code !== NO_PARTITION) return this.#sendOneByOne(rows);
      await this.partitions.ensureDaysOf(rows.map(receivedAtOf));
      await this.#send(rows);
    }
  }

  /** Opens the connections that two batches at a time use, and has them plan the statement. */
  async warmUp(): Promise<void> {
    await Promise.all([this.#send([]), this.#send([])]);
  }

  async #sendOneByOne(rows: readonly MessageRow[]): Promise<void> {
    const refused: MessageRow[] = [];
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
  }

  async #send(rows: readonly MessageRow[]): Promise<void> {
    const values = toParameters(rows);
    const end = this.metrics.commitSeconds.startTimer();
    await this.database.pool.query(within(INSERT_MS, { name: 'message-log', text: INSERT_ROWS, values }));
    end();
    if (rows.length > 0) this.metrics.commitRows.observe(rows.length);
  }
}
