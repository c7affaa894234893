import { Injectable } from '@nestjs/common';
import type { PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import { ChangeFeed } from '../../replica/change-feed.js';
import { Database } from '../../database/database.js';
import { decodeText, encodeText } from '../../database/pg-text.js';
import type { Rule } from '../engine/rule.js';

export const RULES_TOPIC = 'rules';

/** The revision of each keyword list that a version uses. */
export type PinnedLists = Readonly<Record<string, number>>;

/** One version. It never changes. */
export interface RuleSetVersion {
  readonly version: number;
  /** The version that it was made from; null: none. */
  readonly parent: number | null;
  readonly rules: readonly Rule[];
  readonly lists: PinnedLists;
  readonly author: string;
  readonly reason: string;
  readonly createdAt: Date;
}

/** A version without its rules. */
export interface RuleSetSummary extends Omit<RuleSetVersion, 'rules' | 'lists'> {
  readonly ruleCount: number;
  readonly approvedBy: readonly string[];
  readonly activatedAt: Date | null;
}

interface VersionRow {
  readonly version: string;
  readonly parent: string | null;
  readonly rules: string;
  readonly lists: string;
  readonly author: string;
  readonly reason: string;
  readonly created_at: Date;
}

interface SummaryRow extends Omit<VersionRow, 'rules' | 'lists'> {
  readonly rule_count: number;
  readonly approved_by: string[];
  readonly activated_at: Date | null;
}

interface Queryable {
  query<Row extends QueryResultRow>(sql: string | QueryConfig, values?: unknown[]): Promise<QueryResult<Row>>;
}

/** The tables of rule sets and of their activations. */
@Injectable()
export class RuleSetStore {
  constructor(
    private readonly database: Database,
    private readonly feed: ChangeFeed,
  ) {}

  /** @param version left out: the newest */
  async find(version?: number, client: Queryable = this.database.pool): Promise<RuleSetVersion | undefined> {
    const where = version === undefined ? '' : 'WHERE version = $1';
    const { rows } = await client.query<VersionRow>(
      `SELECT * FROM rule_set ${where} ORDER BY version DESC LIMIT 1`,
      version === undefined ? [] : [version],
    );
    return rows[0] && versionOf(rows[0]);
  }

  /** Newest first. @param before only versions below it */
  async list(limit: number, before = Number.MAX_SAFE_INTEGER): Promise<RuleSetSummary[]> {
    const { rows } = await this.database.pool.query<SummaryRow>(
      `SELECT version, parent, author, reason, created_at, json_array_length(rules::json) AS rule_count,
         ARRAY(SELECT approved_by FROM rule_set_approval a WHERE a.version = s.version ORDER BY approved_at) AS approved_by,
         (SELECT max(activated_at) FROM rule_set_activation a WHERE a.version = s.version) AS activated_at
       FROM rule_set s WHERE version < $1 ORDER BY version DESC LIMIT $2`,
      [before, limit],
    );
    return rows.map((row) => ({
      ...headOf(row),
      ruleCount: row.rule_count,
      approvedBy: row.approved_by,
      activatedAt: row.activated_at,
    }));
  }

  /** The active version; undefined: no version was ever activated. */
  async active(client: Queryable = this.database.pool): Promise<number | undefined> {
    const { rows } = await client.query<{ version: string }>({
      name: 'rule-set-active',
      text: 'SELECT version FROM rule_set_activation ORDER BY id DESC LIMIT 1',
    });
    return rows[0] && Number(rows[0].version);
  }

  async add(client: PoolClient, set: Omit<RuleSetVersion, 'version' | 'createdAt'>): Promise<number> {
    const { parent, rules, lists, author, reason } = set;
    const { rows } = await client.query<{ version: string }>(
      'INSERT INTO rule_set (parent, rules, lists, author, reason) VALUES ($1, $2, $3, $4, $5) RETURNING version',
      [parent, JSON.stringify(rules), JSON.stringify(lists), author, encodeText(reason)],
    );
    return Number(rows[0]!.version);
  }

  /** Activates a version on all nodes when the transaction of `client` is committed. */
  async activate(client: PoolClient, version: number, by: string, reason: string): Promise<void> {
    await client.query(
      'INSERT INTO rule_set_activation (version, activated_by, reason) VALUES ($1, $2, $3)',
      [version, by, encodeText(reason)],
    );
    await this.feed.publish(client, { topic: RULES_TOPIC, everything: true });
  }

  async approve(client: PoolClient, version: number, by: string): Promise<void> {
    await client.query(
      'INSERT INTO rule_set_approval (version, approved_by) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [version, by],
    );
  }

  /** Whether another key than the author's approved a version, or the version was active before. */
  async isApproved(client: PoolClient, version: number): Promise<boolean> {
    const { rows } = await client.query<{ approved: boolean }>(
      `SELECT EXISTS (SELECT FROM rule_set_approval a JOIN rule_set s USING (version)
                      WHERE version = $1 AND a.approved_by <> s.author)
           OR EXISTS (SELECT FROM rule_set_activation WHERE version = $1) AS approved`,
      [version],
    );
    return rows[0]!.approved;
  }
}

function headOf(row: Omit<VersionRow, 'rules' | 'lists'>): Omit<RuleSetVersion, 'rules' | 'lists'> {
  return {
    version: Number(row.version),
    parent: row.parent === null ? null : Number(row.parent),
    author: row.author,
    reason: decodeText(row.reason),
    createdAt: row.created_at,
  };
}

function versionOf(row: VersionRow): RuleSetVersion {
  return {
    ...headOf(row),
    rules: JSON.parse(row.rules) as Rule[],
    lists: JSON.parse(row.lists) as PinnedLists,
  };
}
