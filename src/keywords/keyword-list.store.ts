import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Database } from '../database/database.js';
import { decodeText, encodeText } from '../database/pg-text.js';
import type { KeywordListOptions, ListSource } from './keyword.js';
import type { PinnedLists } from '../rules/versions/rule-set.store.js';

/** A revision of a list, without its entries. */
export interface ListSummary {
  readonly name: string;
  readonly revision: number;
  readonly options: KeywordListOptions;
  readonly entryCount: number;
  readonly author: string;
  readonly createdAt: Date;
}

interface SummaryRow {
  readonly name: string;
  readonly revision: string;
  readonly options: string;
  readonly entry_count: number;
  readonly author: string;
  readonly created_at: Date;
}

/** The table of keyword lists: every revision that there ever was. */
@Injectable()
export class KeywordListStore {
  constructor(private readonly database: Database) {}

  /** The lists that a version judges with, each with all of its entries. */
  async load(lists: PinnedLists): Promise<ListSource[]> {
    const { rows } = await this.database.pool.query<SummaryRow & { entries: string }>(
      'SELECT name, revision, options, entries FROM keyword_list WHERE revision = ANY ($1::bigint[]) ORDER BY name',
      [Object.values(lists)],
    );
    return rows.map(({ name, revision, options, entries }) => ({
      name,
      revision: Number(revision),
      options: JSON.parse(options) as KeywordListOptions,
      entries: decodeText(entries),
    }));
  }

  async summaries(lists: PinnedLists): Promise<ListSummary[]> {
    const { rows } = await this.database.pool.query<SummaryRow>(
      `SELECT name, revision, options, entry_count, author, created_at
       FROM keyword_list WHERE revision = ANY ($1::bigint[]) ORDER BY name`,
      [Object.values(lists)],
    );
    return rows.map((row) => ({
      name: row.name,
      revision: Number(row.revision),
      options: JSON.parse(row.options) as KeywordListOptions,
      entryCount: row.entry_count,
      author: row.author,
      createdAt: row.created_at,
    }));
  }

  /** Stores a revision. @returns its number */
  async add(
    client: PoolClient,
    list: Omit<ListSource, 'revision'>,
    count: number,
    author: string,
  ): Promise<number> {
    const { rows } = await client.query<{ revision: string }>(
      `INSERT INTO keyword_list (name, options, entries, entry_count, author)
       VALUES ($1, $2, $3, $4, $5) RETURNING revision`,
      [list.name, JSON.stringify(list.options), encodeText(list.entries), count, author],
    );
    return Number(rows[0]!.revision);
  }
}
