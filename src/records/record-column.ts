import type { Outcome } from '../pipeline/outcome.js';

/** A column's value on its way into the table. */
export type Cell = string | number | null;

/** The types of columns, and what the driver gives for a value of each. */
interface ColumnValues {
  timestamptz: Date;
  uuid: string;
  text: string;
  /** A text: a number in JavaScript does not hold all of its digits. */
  int8: string;
  int4: number;
  float4: number;
  jsonb: unknown;
}

export type ColumnType = keyof ColumnValues;

/** The type `jsonb`, and what its values are: `'jsonb' as Jsonb<Report>`. */
export type Jsonb<Value> = 'jsonb' & { readonly value?: Value };

/** How the admin API shows a column. */
export interface ItemMember {
  /** Default: the column's own name. */
  readonly name?: string;
  /** Writes a value that is not null as JSON. Default: as the column's type is written in JSON. */
  readonly toJson?: (value: never, messageMember: string | null) => string;
  /** The JSON of null; `leaveOut`: the item has no such member then. Default: `null`. */
  readonly ofNull?: 'null' | '[]' | 'leaveOut';
  /** What the OpenAPI document says beside the type: options of `@ApiProperty`. */
  readonly api?: Readonly<Record<string, unknown>>;
  /** The member that it stands before. Default: members stand in the order of their columns. */
  readonly before?: string;
}

/** One column of `message_log`, and everything that depends on it. */
export interface RecordColumn {
  readonly type: ColumnType;
  readonly nullable?: true;
  readonly isPrimary?: true;
  /** The texts that the column may have; others are a bug. */
  readonly oneOf?: readonly string[];
  /** Takes the column's value from an outcome. It runs for each record: it must be fast. */
  readonly of: (outcome: Outcome) => Cell;
  /** Left out: the admin API does not show the column. */
  readonly item?: ItemMember;
}

/** `receivedAt` becomes `received_at`. */
type ColumnName<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${ColumnName<Rest>}`
  : '';

type ValueOf<Column extends RecordColumn> = Column extends { oneOf: readonly (infer Text)[] }
  ? Text
  : Column['type'] extends Jsonb<infer Value>
    ? Value
    : ColumnValues[Column['type']];

/** A row as the driver gives it: `{ received_at: Date, conversation_id: string | null, … }`. */
export type RowOf<Columns extends Readonly<Record<string, RecordColumn>>> = {
  readonly [Name in keyof Columns & string as ColumnName<Name>]:
    ValueOf<Columns[Name]> | (Columns[Name] extends { nullable: true } ? null : never);
};

/**
 * The column's name in PostgreSQL.
 *
 * @example
 * columnName('receivedAt'); // 'received_at'
 */
export function columnName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
