import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { decodeText, encodeText } from '../database/pg-text.js';
import type { Backtest } from './backtest-item.js';
import type { BacktestReport } from './backtest-report.js';
import type { BacktestScope, BacktestState, Candidate } from './backtest.js';

/** A node that says nothing for so long runs it no more. */
const SILENCE_S = 30;
/** Nodes that went away while they ran it; then it is most likely the backtest's fault. */
const MOST_ATTEMPTS = 3;

interface BacktestRow {
  readonly id: string;
  readonly state: BacktestState;
  readonly version: string | null;
  readonly scope: string;
  readonly started_by: string;
  readonly created_at: Date;
  readonly finished_at: Date | null;
  readonly total: string | null;
  readonly done: string;
  readonly failure: string | null;
  readonly report?: string | null;
}

interface OrderRow extends BacktestRow {
  readonly rules: string;
  readonly lists: string;
  readonly attempts: number;
}

/** A backtest that this node is to run. */
export interface BacktestOrder {
  readonly id: number;
  /** Which try it is: what others began is not carried on. */
  readonly attempt: number;
  readonly candidate: Candidate;
  readonly scope: BacktestScope;
}

const SHOWN = `id, state, version, scope, started_by, created_at, finished_at, total, done, failure`;

/** The table of backtests: what is to be run, by any node, and what came of it. */
@Injectable()
export class BacktestStore {
  constructor(private readonly database: Database) {}

  async add({ version, rules, lists }: Candidate, scope: BacktestScope, by: string): Promise<Backtest> {
    const { rows } = await this.database.pool.query<BacktestRow>(
      `INSERT INTO backtest (version, rules, lists, scope, started_by) VALUES ($1, $2, $3, $4, $5)
       RETURNING ${SHOWN}`,
      [
        version,
        encodeText(JSON.stringify(rules)),
        JSON.stringify(lists),
        encodeText(JSON.stringify(scope)),
        encodeText(by),
      ],
    );
    return backtestOf(rows[0]!);
  }

  async find(id: number): Promise<Backtest | undefined> {
    const { rows } = await this.database.pool.query<BacktestRow>(
      `SELECT ${SHOWN}, report FROM backtest WHERE id = $1`,
      [id],
    );
    return rows[0] && backtestOf(rows[0]);
  }

  /** Newest first, without their reports. @param before only ids below it */
  async list(limit: number, before: number = Number.MAX_SAFE_INTEGER): Promise<Backtest[]> {
    const { rows } = await this.database.pool.query<BacktestRow>(
      `SELECT ${SHOWN} FROM backtest WHERE id < $1 ORDER BY id DESC LIMIT $2`,
      [before, limit],
    );
    return rows.map(backtestOf);
  }

  /** The oldest that nobody runs, for the caller to run; also one whose node went away. */
  async take(): Promise<BacktestOrder | undefined> {
    const isLeft = `state = 'running' AND heartbeat_at < now() - make_interval(secs => ${SILENCE_S})`;
    await this.database.pool.query(
      `UPDATE backtest SET state = 'failed', finished_at = now(), failure = $1
       WHERE ${isLeft} AND attempts >= ${MOST_ATTEMPTS}`,
      [`${MOST_ATTEMPTS} nodes went away while they ran it`],
    );
    const { rows } = await this.database.pool.query<OrderRow>(
      `UPDATE backtest SET state = 'running', heartbeat_at = now(), attempts = attempts + 1, done = 0
       WHERE id = (SELECT id FROM backtest WHERE state = 'queued' OR (${isLeft})
                   ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING ${SHOWN}, rules, lists, attempts`,
    );
    return rows[0] && orderOf(rows[0]);
  }

  /** Says that it is still run, and how far; false: it is not the caller's any more. */
  async beat({ id, attempt }: BacktestOrder, done: number, total: number): Promise<boolean> {
    const { rowCount } = await this.database.pool.query(
      `UPDATE backtest SET heartbeat_at = now(), done = $3, total = $4
       WHERE id = $1 AND attempts = $2 AND state = 'running'`,
      [id, attempt, done, total],
    );
    return rowCount === 1;
  }

  /** Stores what came of it, and how often its rules hit. @param rates hits a minute, by fingerprint */
  async finish(
    { id, attempt }: BacktestOrder,
    report: BacktestReport,
    rates: ReadonlyMap<string, number>,
  ): Promise<void> {
    await this.database.transaction(async (client) => {
      const { rowCount } = await client.query(
        `UPDATE backtest SET state = 'done', finished_at = now(), report = $3, done = $4, total = $4
         WHERE id = $1 AND attempts = $2 AND state = 'running'`,
        [id, attempt, encodeText(JSON.stringify(report)), report.messages],
      );
      if (rowCount !== 1) return;
      await client.query(
        `INSERT INTO rule_rate (fingerprint, per_minute, backtest_id)
         SELECT fingerprint, per_minute, $3 FROM unnest($1::text[], $2::float8[]) AS given (fingerprint, per_minute)
         ON CONFLICT ON CONSTRAINT rule_rate_pk DO UPDATE
         SET per_minute = excluded.per_minute, backtest_id = excluded.backtest_id, measured_at = now()`,
        [[...rates.keys()], [...rates.values()], id],
      );
    });
  }

  async fail({ id, attempt }: BacktestOrder, failure: string): Promise<void> {
    await this.database.pool.query(
      `UPDATE backtest SET state = 'failed', finished_at = now(), failure = $3
       WHERE id = $1 AND attempts = $2 AND state = 'running'`,
      [id, attempt, encodeText(failure)],
    );
  }

  /** Lets another node run it. */
  async giveBack({ id, attempt }: BacktestOrder): Promise<void> {
    await this.database.pool.query(
      `UPDATE backtest SET state = 'queued', attempts = attempts - 1
       WHERE id = $1 AND attempts = $2 AND state = 'running'`,
      [id, attempt],
    );
  }

  /** Tells whether there was something to cancel. */
  async cancel(id: number): Promise<boolean> {
    const { rowCount } = await this.database.pool.query(
      `UPDATE backtest SET state = 'cancelled', finished_at = now()
       WHERE id = $1 AND state IN ('queued', 'running')`,
      [id],
    );
    return rowCount === 1;
  }

  /** What people wrote in the messages of a report, as far as these are still kept. */
  async textsOf(samples: BacktestReport['samples']): Promise<ReadonlyMap<string, string>> {
    const { rows } = await this.database.pool.query<{ id: string; readable_text: string }>(
      `SELECT id, readable_text FROM message_log
       JOIN unnest($1::timestamptz[], $2::uuid[]) AS wanted (received_at, id) USING (received_at, id)`,
      [samples.map(({ receivedAt }) => receivedAt), samples.map(({ id }) => id)],
    );
    return new Map(rows.map((row) => [row.id, decodeText(row.readable_text)]));
  }
}

function orderOf(row: OrderRow): BacktestOrder {
  return {
    id: Number(row.id),
    attempt: row.attempts,
    scope: JSON.parse(decodeText(row.scope)) as BacktestScope,
    candidate: {
      version: numberOf(row.version),
      rules: JSON.parse(decodeText(row.rules)) as Candidate['rules'],
      lists: JSON.parse(row.lists) as Candidate['lists'],
    },
  };
}

function backtestOf(row: BacktestRow): Backtest {
  const { from, to, app, family } = JSON.parse(decodeText(row.scope)) as BacktestScope;
  return {
    id: Number(row.id),
    state: row.state,
    version: numberOf(row.version),
    from: from === null ? null : new Date(from),
    to: new Date(to),
    app,
    family,
    startedBy: decodeText(row.started_by),
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    total: numberOf(row.total),
    done: Number(row.done),
    failure: decodeText(row.failure),
    report: row.report ? (JSON.parse(decodeText(row.report)) as BacktestReport) : null,
  };
}

function numberOf(digits: string | null): number | null {
  return digits === null ? null : Number(digits);
}
