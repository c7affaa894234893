import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { OutcomeRecorder } from '../callback/outcome-recorder.js';
import type { Outcome } from '../callback/outcome.js';
import { Database, reasonOf } from '../database/database.service.js';
import { GroupCommit } from './group-commit.js';
import { MessageLogOptions } from './message-log-options.js';
import { MessagePartitions } from './message-partitions.service.js';
import { INSERT_ROWS, type MessageRow, receivedAtOf, toParameters, toRow } from './message-row.js';

/** PostgreSQL's `check_violation`: also what it says where a row's partition is missing. */
const NO_PARTITION = '23514';

/** Stores records in `message_log`, many with one commit. */
@Injectable()
export class MessageRecorder implements OutcomeRecorder, BeforeApplicationShutdown {
  readonly #commits = new GroupCommit<MessageRow>((rows) => this.#insert(rows));

  constructor(
    private readonly database: Database,
    private readonly partitions: MessagePartitions,
    @Inject(MessageLogOptions) private readonly options: MessageLogOptions,
  ) {}

  /** @throws where the record is not stored within `LOG_WAIT_MS`; it may be stored later then */
  async record(outcome: Outcome): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const { logWaitMs } = this.options;
      timer = setTimeout(() => reject(new Error(`PostgreSQL took longer than ${logWaitMs} ms`)), logWaitMs);
    });
    try {
      await Promise.race([this.#commits.add(toRow(outcome)), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#commits.idle();
  }

  async #insert(rows: readonly MessageRow[]): Promise<void> {
    try {
      await this.#send(rows);
    } catch (error) {
      if ((error as { code?: string }).code !== NO_PARTITION)
        throw new Error(reasonOf(error), { cause: error });
      await this.partitions.ensureDaysOf(rows.map(receivedAtOf));
      await this.#send(rows);
    }
  }

  async #send(rows: readonly MessageRow[]): Promise<void> {
    await this.database.pool.query({ name: 'message-log', text: INSERT_ROWS, values: toParameters(rows) });
  }
}
