import { decodeText } from '../../database/pg-text.js';
import { columnName, type ItemMember, type RecordColumn } from '../record-column.js';
import { COLUMN_LIST, type StoredRow } from '../record-columns.js';

/** A row of `message_log` as a search reads it. */
export interface StoredRecord extends StoredRow {
  /** `received_at` in milliseconds since 1970. */
  readonly received_ms: number;
}

/** A column of the table that an item shows. */
export interface ShownColumn {
  /** The item's member. */
  readonly name: string;
  /** The row's. */
  readonly column: keyof StoredRow;
  readonly definition: RecordColumn;
  readonly member: ItemMember;
}

type ToJson = (value: unknown, messageMember: string | null) => string;

/** The columns that an item shows, in the order of its members. */
export const SHOWN_COLUMNS: readonly ShownColumn[] = inOrder(
  COLUMN_LIST.flatMap(([property, definition]) => {
    const { item } = definition;
    if (!item) return [];
    const column = columnName(property) as keyof StoredRow;
    return [{ name: item.name ?? property, column, definition, member: item }];
  }),
);

const MEMBERS = SHOWN_COLUMNS.map(({ name, column, definition, member }) => ({
  prefix: `${JSON.stringify(name)}:`,
  column,
  toJson: (member.toJson ?? defaultToJson(definition)) as ToJson,
  ofNull: member.ofNull ?? 'null',
}));

/**
 * A record as the admin API shows it, a JSON text. The bodies are copied from the request's source, so that
 * no digit of a large number is lost.
 *
 * @param messageMember the member of the request that holds the message; null: the whole request is shown
 * @param more members that do not come from the row, each a JSON text
 */
export function itemOf(
  record: StoredRecord,
  messageMember: string | null,
  more: Readonly<Record<string, string>> = {},
): string {
  const members: string[] = [];
  for (const { prefix, column, toJson, ofNull } of MEMBERS) {
    const value = record[column];
    if (value !== null) members.push(prefix + toJson(value, messageMember));
    else if (ofNull !== 'leaveOut') members.push(prefix + ofNull);
  }
  for (const [name, json] of Object.entries(more)) members.push(`${JSON.stringify(name)}:${json}`);
  return `{${members.join(',')}}`;
}

function defaultToJson({ type }: RecordColumn): ToJson {
  if (type === 'text') return (text) => JSON.stringify(decodeText(text as string));
  // The digits, as they are.
  if (type === 'int8') return (digits) => digits as string;
  // A Date becomes its text in ISO 8601.
  return (value) => JSON.stringify(value);
}

function inOrder(columns: readonly ShownColumn[]): ShownColumn[] {
  const ordered = columns.filter(({ member }) => member.before === undefined);
  for (const column of columns) {
    const { before } = column.member;
    if (before !== undefined)
      ordered.splice(
        ordered.findIndex(({ name }) => name === before),
        0,
        column,
      );
  }
  return ordered;
}
