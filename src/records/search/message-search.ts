import { Injectable } from '@nestjs/common';
import { CommandTable } from '../../pipeline/commands/command-table.js';
import { Database } from '../../database/database.js';
import { deliveryMembers } from './delivery-item.js';
import { reportsOf } from './delivery-reports.js';
import { cursorAfter } from './message-cursor.js';
import { filtersOf } from './message-filters.js';
import { itemOf, type StoredRecord } from './message-item.js';
import type { MessageQueryDto } from './message-query.dto.js';

/** Finds records, newest first. */
@Injectable()
export class MessageSearch {
  constructor(
    private readonly database: Database,
    private readonly table: CommandTable,
  ) {}

  /**
   * One page.
   *
   * @returns the JSON text `{ items, nextCursor }`: text, because the bodies in it are copied digit for digit
   */
  async page(query: MessageQueryDto): Promise<string> {
    const { conditions, values } = filtersOf(query, [...this.#reported().keys()]);
    const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
    const { rows } = await this.database.pool.query<StoredRecord>(
      `SELECT *, (extract(epoch FROM received_at) * 1000)::float8 AS received_ms FROM message_log m ${where}
       ORDER BY received_at DESC, id DESC LIMIT ${query.limit + 1}`,
      values,
    );
    const shown = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? shown.at(-1) : undefined;
    const items = await this.#itemsOf(shown);
    return `{"items":[${items.join(',')}],"nextCursor":${JSON.stringify(last ? cursorAfter(last) : null)}}`;
  }

  async #itemsOf(rows: readonly StoredRecord[]): Promise<string[]> {
    const reported = this.#reported();
    const asked = rows.flatMap((record) => {
      const isAsked = record.kind === null && record.verdict === 'allow' && reported.has(record.command);
      const messageMember = this.#messageMemberOf(record.platform);
      return isAsked ? [{ record, keys: reported.get(record.command)!, messageMember }] : [];
    });
    const reports = await reportsOf(this.database, asked);
    const deliveries = new Map(asked.map(({ record: { id } }) => [id, deliveryMembers(reports.get(id))]));
    return rows.map((row) => itemOf(row, this.#messageMemberOf(row.platform), deliveries.get(row.id)));
  }

  /** The commands whose vendor tells what became of their messages, and what may name one then. */
  #reported(): Map<string, readonly string[]> {
    const commands = new Map<string, readonly string[]>();
    for (const { name, deliveryReports } of this.table.commands()) {
      if (deliveryReports) commands.set(name, deliveryReports.keys);
    }
    return commands;
  }

  #messageMemberOf(name: string): string | null {
    return [...this.table.platforms].find((platform) => platform.name === name)?.messageMember ?? null;
  }
}
