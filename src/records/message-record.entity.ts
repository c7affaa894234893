import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import { columnName, type ColumnType, type RecordColumn } from './record-column.js';
import { COLUMN_LIST, VERDICTS } from './record-columns.js';

/** The names that the driver's catalogue has for the types. */
const SQL_TYPES = {
  timestamptz: 'timestamptz',
  uuid: 'uuid',
  text: 'text',
  int8: 'bigint',
  int4: 'integer',
  float4: 'real',
  jsonb: 'jsonb',
} as const satisfies Readonly<Record<ColumnType, string>>;

/** Indexes that a migration makes, since TypeORM cannot describe them: the drift check leaves them alone. */
const INDEXES = [
  'message_log_conversation_ix',
  'message_log_sender_ix',
  'message_log_report_ix',
  'message_log_named_ix',
];

/**
 * The stored outcome of one callback: the table `message_log`, which has a partition for each day of `receivedAt`.
 *
 * It describes the table for the drift check. The store writes rows, and the search reads them, with SQL of their own.
 */
export const MessageRecord = new EntitySchema({
  name: 'MessageRecord',
  tableName: 'message_log',
  columns: Object.fromEntries(COLUMN_LIST.map(([name, column]) => [name, describe(name, column)])),
  indices: INDEXES.map((name) => ({ name, synchronize: false })),
  checks: [
    {
      name: 'message_log_verdict_ck',
      expression: `verdict IN (${VERDICTS.map((verdict) => `'${verdict}'`).join(', ')})`,
    },
  ],
});

function describe(name: string, { type, nullable, isPrimary }: RecordColumn): EntitySchemaColumnOptions {
  return {
    type: SQL_TYPES[type],
    name: columnName(name),
    nullable: nullable ?? false,
    ...(isPrimary && { primary: true, primaryKeyConstraintName: 'message_log_pk' }),
  };
}
