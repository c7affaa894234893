import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { fromCursor, toCursor } from '../admin/text-cursor.js';
import { CallbackTable } from '../callback/callback-table.service.js';
import { Database } from '../database/database.service.js';
import { escaped, ESCAPED_PATTERN, toColumn } from '../database/lossless-text.js';
import { itemOf, type StoredRecord } from './message-item.js';
import type { MessageQueryDto } from './message-query.dto.js';

/** Where a page ended: the moment in milliseconds and the id of its last record. */
type Cursor = readonly [receivedAt: number, id: string];

/** PostgreSQL knows no later moments, and there are no such records. */
const LAST_MS = Date.parse('9999-12-31');

/** Finds records, newest first. */
@Injectable()
export class MessageSearch {
  constructor(
    private readonly database: Database,
    private readonly table: CallbackTable,
  ) {}

  /**
   * One page.
   *
   * @returns the JSON text `{ items, nextCursor }`: text, because the bodies in it are copied digit for digit
   */
  async page(query: MessageQueryDto): Promise<string> {
    const { conditions, values } = filtersOf(query);
    const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
    const { rows } = await this.database.pool.query<StoredRecord>(
      `SELECT *, (extract(epoch FROM received_at) * 1000)::float8 AS received_ms FROM message_log ${where}
       ORDER BY received_at DESC, id DESC LIMIT ${query.limit + 1}`,
      values,
    );
    const shown = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? shown.at(-1) : undefined;
    const items = shown.map((row) => itemOf(row, this.#messageMemberOf(row.platform)));
    return `{"items":[${items.join(',')}],"nextCursor":${JSON.stringify(last ? cursorAfter(last) : null)}}`;
  }

  #messageMemberOf(name: string): string | null {
    return [...this.table.platforms].find((platform) => platform.name === name)?.messageMember ?? null;
  }
}

function filtersOf(query: MessageQueryDto): { conditions: string[]; values: unknown[] } {
  const conditions: string[] = [];
  const values: unknown[] = [];
  const parameter = (value: unknown): string => `$${values.push(value)}`;
  const { app, family, conversation, sender, verdict, from, to, text, cursor } = query;

  if (app !== undefined) conditions.push(`app_id = ${parameter(toColumn(app))}`);
  if (family !== undefined) conditions.push(`family = ${parameter(toColumn(family))}`);
  if (verdict !== undefined) conditions.push(`verdict = ${parameter(verdict)}`);
  if (query.shadow) conditions.push('shadow IS NOT NULL');
  if (query.rule !== undefined) conditions.push(`rule = ${parameter(toColumn(query.rule))}`);
  if (from) conditions.push(`received_at >= ${parameter(from)}`);
  if (to) conditions.push(`received_at < ${parameter(to)}`);
  const ids = { conversation_id: conversation, sender_id: sender };
  for (const [column, id] of Object.entries(ids)) {
    if (id === undefined) continue;
    // The index holds the first 128 characters of an id.
    const given = parameter(toColumn(id));
    conditions.push(`left(${column}, 128) = left(${given}, 128) AND ${column} = ${given}`);
  }
  if (text) {
    const inEscapes = `readable_text LIKE ${parameter(ESCAPED_PATTERN)}`;
    const stored = `${inEscapes} AND readable_text ILIKE ${parameter(containing(escaped(text)))}`;
    // A text that has to be stored in escapes is in no plain one.
    const isPlain = toColumn(text) === text;
    conditions.push(
      isPlain ? `(readable_text ILIKE ${parameter(containing(text))} OR ${stored})` : `(${stored})`,
    );
  }
  if (cursor !== undefined) {
    const [receivedAt, id] = cursorOf(cursor);
    conditions.push(
      `(received_at, id) < (to_timestamp(${parameter(receivedAt)}::float8 / 1000.0), ${parameter(id)}::uuid)`,
    );
  }
  return { conditions, values };
}

function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

function cursorAfter({ received_ms, id }: StoredRecord): string {
  const cursor: Cursor = [Math.round(received_ms), id];
  return toCursor(cursor);
}

function cursorOf(text: string): Cursor {
  return fromCursor<Cursor>(
    text,
    ([receivedAt, id, ...more]) =>
      more.length === 0 &&
      Number.isSafeInteger(receivedAt) &&
      Math.abs(receivedAt as number) < LAST_MS &&
      typeof id === 'string' &&
      isUUID(id),
  );
}
