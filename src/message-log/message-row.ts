import type { Outcome } from '../callback/outcome.js';
import { toColumn } from '../database/lossless-text.js';

type Cell = string | number | null;

interface RowColumn {
  readonly name: string;
  /** The type of the parameter; where the column's differs, `read` makes it from the parameter. */
  readonly type: string;
  readonly read?: (parameter: string) => string;
  readonly of: (outcome: Outcome) => Cell;
}

/** The columns of `message_log` and what each takes from an outcome: the one place that knows both. */
const COLUMNS: readonly RowColumn[] = [
  {
    name: 'received_at',
    type: 'float8',
    read: (millis) => `to_timestamp(${millis} / 1000.0)`,
    of: ({ receivedAt }) => receivedAt.getTime(),
  },
  { name: 'id', type: 'uuid', of: ({ id }) => id },
  { name: 'platform', type: 'text', of: ({ event }) => event.platform },
  { name: 'family', type: 'text', of: ({ event }) => event.family },
  { name: 'command', type: 'text', of: ({ event }) => toColumn(event.command) },
  { name: 'app_id', type: 'text', of: ({ event }) => toColumn(event.appId) },
  { name: 'conversation_id', type: 'text', of: ({ event }) => toColumn(event.conversationId) },
  { name: 'topic_id', type: 'text', of: ({ event }) => toColumn(event.topicId) },
  { name: 'conversation_type', type: 'text', of: ({ event }) => toColumn(event.conversationType) },
  { name: 'sender_id', type: 'text', of: ({ event }) => toColumn(event.senderId) },
  { name: 'operator_id', type: 'text', of: ({ event }) => toColumn(event.operatorId) },
  { name: 'client_ip', type: 'text', of: ({ event }) => toColumn(event.clientIp) },
  { name: 'client_platform', type: 'text', of: ({ event }) => toColumn(event.clientPlatform) },
  { name: 'message_key', type: 'text', of: ({ event }) => toColumn(event.messageKey) },
  { name: 'event_time', type: 'int8', of: ({ event }) => event.eventTime },
  { name: 'request', type: 'text', of: ({ requestText }) => toColumn(requestText) },
  { name: 'readable_text', type: 'text', of: ({ event }) => toColumn(event.text) },
  { name: 'cloud_custom_data', type: 'text', of: ({ event }) => toColumn(event.cloudCustomData) },
  { name: 'verdict', type: 'text', of: ({ verdict }) => verdict.kind },
  { name: 'code', type: 'int4', of: ({ verdict }) => (verdict.kind === 'reject' ? verdict.code : null) },
  {
    name: 'info',
    type: 'text',
    of: ({ verdict }) => (verdict.kind === 'reject' ? toColumn(verdict.info) : null),
  },
  { name: 'decided_by', type: 'text', of: ({ decidedBy }) => toColumn(decidedBy) },
  { name: 'delivered_body', type: 'text', of: ({ delivery }) => toColumn(delivery?.elements ?? null) },
  {
    name: 'delivered_custom_data',
    type: 'text',
    of: ({ delivery }) => toColumn(delivery?.cloudCustomData ?? null),
  },
  {
    name: 'failure',
    type: 'text',
    of: ({ failures }) => (failures.length > 0 ? toColumn(failures.join('; ')) : null),
  },
  { name: 'elapsed_ms', type: 'float4', of: ({ elapsedMs }) => elapsedMs },
];

/** One record, as the insert takes it: a cell for each column. */
export type MessageRow = readonly Cell[];

export function toRow(outcome: Outcome): MessageRow {
  return COLUMNS.map((column) => column.of(outcome));
}

/** When a row's message was received, in milliseconds since 1970. */
export function receivedAtOf(row: MessageRow): number {
  return row[0] as number;
}

/**
 * Inserts any number of rows: a parameter per column, each an array. A row that is there already stays as it
 * is, so that a batch whose answer was lost can be sent again.
 */
export const INSERT_ROWS =
  `INSERT INTO message_log (${COLUMNS.map(({ name }) => name).join(', ')})\n` +
  `SELECT ${COLUMNS.map(({ name, read }) => (read ? read(`new.${name}`) : `new.${name}`)).join(', ')}\n` +
  `FROM unnest(${COLUMNS.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ')})\n` +
  `  AS new (${COLUMNS.map(({ name }) => name).join(', ')})\n` +
  `ON CONFLICT ON CONSTRAINT message_log_pk DO NOTHING`;

/** The parameters of {@link INSERT_ROWS}: rows turned into columns. */
export function toParameters(rows: readonly MessageRow[]): Cell[][] {
  return COLUMNS.map((_, index) => rows.map((row) => row[index]!));
}
