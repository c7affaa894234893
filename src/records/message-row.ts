import { DUPLICATE_WINDOW_MS } from '../idempotency/idempotency.service.js';
import { JsonText } from '../json/json-text.js';
import { isMessage } from '../pipeline/callback-event.js';
import type { Outcome } from '../pipeline/outcome.js';
import { binaryArrays, type ItemType } from '../database/binary-array.js';
import { encodeText } from '../database/pg-text.js';
import { toRefusedTargets } from './search/refused-targets.js';
import { toStoredReport } from './stored-report.js';

type Cell = string | number | null;

interface RowColumn {
  readonly name: string;
  /** The type of the parameter; where the column's differs, `read` makes it from the parameter. */
  readonly type: ItemType;
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
  { name: 'command', type: 'text', of: ({ event }) => encodeText(event.command) },
  { name: 'app_id', type: 'text', of: ({ event }) => encodeText(event.appId) },
  { name: 'conversation_id', type: 'text', of: ({ event }) => encodeText(event.conversationId) },
  { name: 'topic_id', type: 'text', of: ({ event }) => encodeText(event.topicId) },
  { name: 'conversation_type', type: 'text', of: ({ event }) => encodeText(event.conversationType) },
  { name: 'sender_id', type: 'text', of: ({ event }) => encodeText(event.senderId) },
  { name: 'operator_id', type: 'text', of: ({ event }) => encodeText(event.operatorId) },
  { name: 'client_ip', type: 'text', of: ({ event }) => encodeText(event.clientIp) },
  { name: 'client_platform', type: 'text', of: ({ event }) => encodeText(event.clientPlatform) },
  { name: 'message_key', type: 'text', of: ({ event }) => encodeText(event.messageKey) },
  { name: 'event_time', type: 'int8', of: ({ event }) => event.eventTime },
  { name: 'request', type: 'text', of: ({ requestText }) => encodeText(requestText) },
  { name: 'readable_text', type: 'text', of: ({ event }) => encodeText(event.text) },
  { name: 'cloud_custom_data', type: 'text', of: ({ event }) => encodeText(event.cloudCustomData) },
  { name: 'verdict', type: 'text', of: ({ verdict }) => verdict.kind },
  { name: 'code', type: 'int4', of: ({ verdict }) => (verdict.kind === 'reject' ? verdict.code : null) },
  {
    name: 'info',
    type: 'text',
    of: ({ verdict }) => (verdict.kind === 'reject' ? encodeText(verdict.info) : null),
  },
  { name: 'decided_by', type: 'text', of: ({ decidedBy }) => encodeText(decidedBy) },
  { name: 'delivered_body', type: 'text', of: ({ delivery }) => encodeText(delivery?.elements ?? null) },
  {
    name: 'delivered_custom_data',
    type: 'text',
    of: ({ delivery }) => encodeText(delivery?.cloudCustomData ?? null),
  },
  {
    name: 'failure',
    type: 'text',
    of: ({ failures }) => (failures.length > 0 ? encodeText(failures.join('; ')) : null),
  },
  { name: 'elapsed_ms', type: 'float4', of: ({ elapsedMs }) => elapsedMs },
  { name: 'rule_set_version', type: 'int8', of: ({ findings }) => findings?.ruleSetVersion ?? null },
  { name: 'rule', type: 'text', of: ({ findings }) => findings?.rule ?? null },
  { name: 'rule_hits', type: 'text', of: ({ findings }) => jsonOf(findings?.hits) },
  { name: 'shadow', type: 'text', of: ({ findings }) => jsonOf(findings?.shadow) },
  { name: 'observed', type: 'text', of: ({ findings }) => encodeText(jsonOf(findings?.observed)) },
  { name: 'kind', type: 'text', of: ({ event }) => (isMessage(event) ? null : event.kind!) },
  {
    name: 'refused_targets',
    type: 'text',
    read: (json) => `${json}::jsonb`,
    of: ({ verdict }) => toRefusedTargets(verdict),
  },
  {
    name: 'report',
    type: 'text',
    read: (json) => `${json}::jsonb`,
    of: ({ event }) => toStoredReport(event.report),
  },
];

/** One record, as the insert takes it: the cells of {@link EXTRAS}, then one for each column. */
export type MessageRow = readonly Cell[];

/** What comes with a row and is no column of its table. First, since later versions have more columns. */
const EXTRAS = [
  { name: 'repeat_key', type: 'uuid' },
  { name: 'resend_key', type: 'uuid' },
  { name: 'reviews', type: 'text' },
] as const;
const FIRST = EXTRAS.length;

/** @param keys false where somebody else takes care that a message is recorded once */
export function toRow(outcome: Outcome, keys = true): MessageRow {
  const { idempotencyKey = null, resendKey = null } = keys ? outcome.event : {};
  const isReviewed = outcome.verdict.kind === 'allow' && isMessage(outcome.event);
  const reviews = isReviewed ? outcome.findings?.reviews : undefined;
  const row: Cell[] = [idempotencyKey, resendKey, reviews ? JSON.stringify(reviews) : null];
  for (let at = 0; at < COLUMNS.length; at++) row.push(COLUMNS[at]!.of(outcome));
  return row;
}

/** When a row's message was received, in milliseconds since 1970. */
export function receivedAtOf(row: MessageRow): number {
  return row[FIRST] as number;
}

export function idOf(row: MessageRow): string {
  return row[FIRST + 1] as string;
}

export function idempotencyKeyOf(row: MessageRow): string | null {
  return row[0] as string | null;
}

/** The same record, whatever was answered to whomever. */
export function withoutKeys(row: MessageRow): MessageRow {
  return [null, null, ...row.slice(2)];
}

const names = COLUMNS.map(({ name }) => name).join(', ');
const extraNames = EXTRAS.map(({ name }) => name).join(', ');
const types = [...EXTRAS, ...COLUMNS].map(({ type }) => type);
const seconds = DUPLICATE_WINDOW_MS / 1000;

/** Claims keys for rows; one that another record has claimed within the last minute is not given away. */
const claim = (key: string): string => `
  INSERT INTO message_claim AS held (key, received_at, id)
  SELECT DISTINCT ON (${key}) ${key}, received_at, id FROM new WHERE ${key} IS NOT NULL ORDER BY ${key}, received_at
  ON CONFLICT ON CONSTRAINT message_claim_pk DO UPDATE
  SET received_at = excluded.received_at, id = excluded.id, claimed_at = now()
  WHERE held.id = excluded.id OR abs(extract(epoch FROM held.received_at - excluded.received_at)) > ${seconds}
  RETURNING id`;

/**
 * Inserts any number of rows: a parameter per column, each an array. A row that is there already stays as it
 * is, so that a batch whose answer was lost can be sent again. Gives the ids of the rows that repeat a message
 * of another record: they are not inserted.
 *
 * Keys are claimed in their own order: two nodes with the same ones wait for each other instead of in a circle.
 */
export const INSERT_ROWS = `
WITH new AS MATERIALIZED (
  SELECT ${extraNames}, ${COLUMNS.map(({ name, read }) => (read ? `${read(name)} AS ${name}` : name)).join(', ')}
  FROM unnest(${types.map((type, index) => `$${index + 1}::${type}[]`).join(', ')}) AS given (${extraNames}, ${names})
),
claimed AS (${claim('repeat_key')}
),
message AS (${claim('resend_key')}
),
inserted AS (
  INSERT INTO message_log (${names})
  SELECT ${names} FROM new WHERE repeat_key IS NULL OR id IN (SELECT id FROM claimed)
  ON CONFLICT ON CONSTRAINT message_log_pk DO NOTHING
  RETURNING id
),
reviewed AS (
  INSERT INTO review_item (id, received_at, rules)
  SELECT id, received_at, reviews::jsonb FROM new WHERE reviews IS NOT NULL AND id IN (SELECT id FROM inserted)
)
SELECT id FROM new WHERE repeat_key IS NOT NULL AND id NOT IN (SELECT id FROM claimed)`;

/** The parameters of {@link INSERT_ROWS}: rows turned into columns. */
export function toParameters(rows: readonly MessageRow[]): (Buffer | Cell[] | null)[] {
  const arrays = binaryArrays(types, rows);
  return types.map((_, index) => {
    // A row from the spool may be of a version that had fewer columns. Of a column that is nowhere given PostgreSQL
    // makes nulls itself.
    if (rows.length > 0 && rows.every((row) => (row[index] ?? null) === null)) return null;
    return arrays[index] ?? rows.map((row) => row[index] ?? null);
  });
}

function jsonOf(value: unknown): string | null {
  if (value === undefined) return null;
  return value instanceof JsonText ? value.text : JSON.stringify(value);
}
