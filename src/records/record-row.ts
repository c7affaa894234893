import type { BinaryArrayWriter, ItemType } from '../database/binary-array-writer.js';
import { DUPLICATE_WINDOW_MS } from '../idempotency/idempotency.service.js';
import { isMessage } from '../pipeline/callback-event.js';
import type { Outcome } from '../pipeline/outcome.js';
import { type Cell, columnName, type ColumnType } from './record-column.js';
import { COLUMN_LIST } from './record-columns.js';

/** The type of a column's parameter, and how SQL reads the column from it where the types differ. */
interface Parameter {
  readonly type: ItemType;
  readonly read?: (parameter: string) => string;
}

const PARAMETERS: Readonly<Record<ColumnType, Parameter>> = {
  timestamptz: { type: 'float8', read: (millis) => `to_timestamp(${millis} / 1000.0)` },
  uuid: { type: 'uuid' },
  text: { type: 'text' },
  int8: { type: 'int8' },
  int4: { type: 'int4' },
  float4: { type: 'float4' },
  jsonb: { type: 'text', read: (json) => `${json}::jsonb` },
};

/** One record, as the insert takes it: the cells of {@link EXTRAS}, then one for each column. */
export type RecordRow = readonly Cell[];

/** What comes with a row and is not a column of its table. It stands first, since later versions add columns. */
const EXTRAS = [
  { name: 'idempotency_key', type: 'uuid' },
  { name: 'resend_key', type: 'uuid' },
  { name: 'reviews', type: 'text' },
] as const;
const FIRST_COLUMN = EXTRAS.length;

const columns = COLUMN_LIST.map(([name, { type, of }]) => ({
  name: columnName(name),
  of,
  ...PARAMETERS[type],
}));

/** The row of an outcome. The insert claims the event's keys, and leaves the row out where another record has them. */
export function toRow(outcome: Outcome): RecordRow {
  const { idempotencyKey = null, resendKey = null } = outcome.event;
  return rowOf(outcome, idempotencyKey, resendKey);
}

/** The row of an outcome whose keys are claimed elsewhere: it is always inserted. */
export function toRowWithoutKeys(outcome: Outcome): RecordRow {
  return rowOf(outcome, null, null);
}

function rowOf(outcome: Outcome, idempotencyKey: string | null, resendKey: string | null): RecordRow {
  const isReviewed = outcome.verdict.kind === 'allow' && isMessage(outcome.event);
  const reviews = isReviewed ? outcome.findings?.reviews : undefined;
  const row: Cell[] = [idempotencyKey, resendKey, reviews ? JSON.stringify(reviews) : null];
  for (let at = 0; at < columns.length; at++) row.push(columns[at]!.of(outcome));
  return row;
}

/** When the record's callback was received, in milliseconds since 1970. */
export function receivedAtOf(row: RecordRow): number {
  return row[FIRST_COLUMN] as number;
}

export function idOf(row: RecordRow): string {
  return row[FIRST_COLUMN + 1] as string;
}

export function idempotencyKeyOf(row: RecordRow): string | null {
  return row[0] as string | null;
}

/** The same row without its keys: it is inserted whether or not another record has them. */
export function withoutKeys(row: RecordRow): RecordRow {
  return [null, null, ...row.slice(2)];
}

const names = columns.map(({ name }) => name).join(', ');
const extraNames = EXTRAS.map(({ name }) => name).join(', ');
const types = [...EXTRAS, ...columns].map(({ type }) => type);
const seconds = DUPLICATE_WINDOW_MS / 1000;

/** Claims keys for rows. A key that another record claimed within the last minute stays with that record. */
const claim = (key: string): string => `
  INSERT INTO message_claim AS held (key, received_at, id)
  SELECT DISTINCT ON (${key}) ${key}, received_at, id FROM new WHERE ${key} IS NOT NULL ORDER BY ${key}, received_at
  ON CONFLICT ON CONSTRAINT message_claim_pk DO UPDATE
  SET received_at = excluded.received_at, id = excluded.id, claimed_at = now()
  WHERE held.id = excluded.id OR abs(extract(epoch FROM held.received_at - excluded.received_at)) > ${seconds}
  RETURNING id`;

/**
 * Inserts any number of rows: a parameter per column, each an array. It keeps a row that is there already, so that a
 * batch whose reply was lost can be sent again. It returns the ids of the rows that it did not insert, because another
 * record has their key.
 *
 * Keys are claimed in their own order: two nodes with the same keys wait for each other, and do not deadlock.
 */
export const INSERT_ROWS = `
WITH new AS MATERIALIZED (
  SELECT ${extraNames}, ${columns.map(({ name, read }) => (read ? `${read(name)} AS ${name}` : name)).join(', ')}
  FROM unnest(${types.map((type, index) => `$${index + 1}::${type}[]`).join(', ')}) AS given (${extraNames}, ${names})
),
claimed AS (${claim('idempotency_key')}
),
message AS (${claim('resend_key')}
),
inserted AS (
  INSERT INTO message_log (${names})
  SELECT ${names} FROM new WHERE idempotency_key IS NULL OR id IN (SELECT id FROM claimed)
  ON CONFLICT ON CONSTRAINT message_log_pk DO NOTHING
  RETURNING id
),
reviewed AS (
  INSERT INTO review_item (id, received_at, rules)
  SELECT id, received_at, reviews::jsonb FROM new WHERE reviews IS NOT NULL AND id IN (SELECT id FROM inserted)
)
SELECT id FROM new WHERE idempotency_key IS NOT NULL AND id NOT IN (SELECT id FROM claimed)`;

/** The parameters of {@link INSERT_ROWS}: rows turned into columns. */
export function toParameters(
  rows: readonly RecordRow[],
  writer: BinaryArrayWriter,
): (Buffer | Cell[] | null)[] {
  const arrays = writer.write(types, rows);
  return types.map((_, index) => {
    // A row from the spool may be of a version that had fewer columns. PostgreSQL makes the nulls itself for a column
    // that no row has.
    if (rows.length > 0 && rows.every((row) => (row[index] ?? null) === null)) return null;
    return arrays[index] ?? rows.map((row) => row[index] ?? null);
  });
}
