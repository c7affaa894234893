import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Database, reasonOf } from '../database/database.js';
import { RecordOptions } from './record-options.js';

const DAY_MS = 86_400_000;
const DAYS_AHEAD = 7;
const ROUND_MS = 3_600_000;
/** Any number, the same on every node: whoever holds it looks after the partitions. */
const PARTITIONS_LOCK = 7_293_002;

/** Looks after the partitions of `message_log`, one a day: makes those to come, drops those past retention. */
@Injectable()
export class MessagePartitions implements OnModuleInit, OnApplicationShutdown {
  readonly #logger = new Logger(MessagePartitions.name);
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    @Inject(RecordOptions) private readonly options: RecordOptions,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.database.whenReady(() => this.#begin());
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  /** Makes the partitions of days that nobody foresaw, for instance after a jump of the clock. */
  async ensureDaysOf(millis: readonly number[]): Promise<void> {
    await this.database.transaction(async (client) => {
      // Waited for, other than in the rounds: the rows need it now.
      await client.query('SELECT pg_advisory_xact_lock($1)', [PARTITIONS_LOCK]);
      for (const day of new Set(millis.map(dayOf))) await createDay(client, day);
    });
  }

  /** One round: a week of days ahead, none past retention. Of many nodes one does it. */
  async maintain(now = Date.now()): Promise<void> {
    await this.database.exclusively(PARTITIONS_LOCK, async (client) => {
      for (let ahead = -1; ahead <= DAYS_AHEAD; ahead++) await createDay(client, dayOf(now) + ahead * DAY_MS);
      const oldest = nameOf(dayOf(now) - this.options.logRetentionDays * DAY_MS);
      for (const name of await partitionsOf(client)) {
        if (name >= oldest) continue;
        await client.query(`DROP TABLE ${name}`);
        this.#logger.log(`Dropped ${name}: it is older than ${this.options.logRetentionDays} days.`);
      }
    });
  }

  async #begin(): Promise<void> {
    const round = async (): Promise<void> => {
      try {
        await this.maintain();
      } catch (error) {
        this.#logger.error(`The partitions could not be looked after, again in an hour: ${reasonOf(error)}`);
      }
    };
    await round();
    this.#timer = setInterval(() => void round(), ROUND_MS);
    this.#timer.unref();
  }
}

function dayOf(millis: number): number {
  return Math.floor(millis / DAY_MS) * DAY_MS;
}

function nameOf(day: number): string {
  return `message_log_${new Date(day).toISOString().slice(0, 10).replaceAll('-', '')}`;
}

async function createDay(client: PoolClient, day: number): Promise<void> {
  const [from, to] = [day, day + DAY_MS].map((time) => new Date(time).toISOString());
  await client.query(
    `CREATE TABLE IF NOT EXISTS ${nameOf(day)} PARTITION OF message_log FOR VALUES FROM ('${from}') TO ('${to}')`,
  );
}

async function partitionsOf(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT child.relname AS name FROM pg_inherits
     JOIN pg_class child ON child.oid = inhrelid
     WHERE inhparent = 'message_log'::regclass AND child.relname ~ '^message_log_[0-9]{8}$'`,
  );
  return rows.map(({ name }) => name);
}
