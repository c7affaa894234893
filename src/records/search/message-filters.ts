import { escaped, ESCAPED_PATTERN, encodeText } from '../../database/pg-text.js';
import { isTold } from './delivery-queries.js';
import { cursorOf } from './message-cursor.js';
import type { MessageQueryDto } from './message-query.dto.js';

/** The vendor tells what became of a message at once; what takes longer was never delivered. */
const GRACE = `interval '1 minute'`;
const IS_DELIVERED = isTold(`'sent', 'recalled'`);
const HAS_FAILED = isTold(`'failed'`);

/**
 * The conditions of a search, on `message_log m`.
 *
 * @param reported the commands whose vendor tells what became of their messages
 */
export function filtersOf(
  query: MessageQueryDto,
  reported: readonly string[],
): { conditions: string[]; values: unknown[] } {
  const conditions: string[] = [];
  const values: unknown[] = [];
  const parameter = (value: unknown): string => `$${values.push(value)}`;
  const { app, family, conversation, sender, verdict, kind, from, to, text, cursor } = query;

  if (app !== undefined) conditions.push(`app_id = ${parameter(encodeText(app))}`);
  if (family !== undefined) conditions.push(`family = ${parameter(encodeText(family))}`);
  if (verdict !== undefined) conditions.push(`verdict = ${parameter(verdict)}`);
  if (query.shadow) conditions.push('shadow IS NOT NULL');
  if (query.rule !== undefined) conditions.push(`rule = ${parameter(encodeText(query.rule))}`);
  if (kind) conditions.push(kind === 'message' ? 'kind IS NULL' : `kind = ${parameter(kind)}`);
  if (query.delivered) conditions.push(...deliveredFilters(query, parameter(reported)));
  if (from) conditions.push(`received_at >= ${parameter(from)}`);
  if (to) conditions.push(`received_at < ${parameter(to)}`);
  const ids = { conversation_id: conversation, sender_id: sender };
  for (const [column, id] of Object.entries(ids)) {
    if (id === undefined) continue;
    // The index holds the first 128 characters of an id.
    const given = parameter(encodeText(id));
    conditions.push(`left(${column}, 128) = left(${given}, 128) AND ${column} = ${given}`);
  }
  if (text) {
    const inEscapes = `readable_text LIKE ${parameter(ESCAPED_PATTERN)}`;
    const stored = `${inEscapes} AND readable_text ILIKE ${parameter(containing(escaped(text)))}`;
    // A text that has to be stored in escapes is in no plain one.
    const isPlain = encodeText(text) === text;
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

function deliveredFilters({ delivered, from }: MessageQueryDto, reported: string): string[] {
  const conditions = [
    'kind IS NULL',
    `verdict = 'allow'`,
    'message_key IS NOT NULL',
    `command = ANY (${reported})`,
  ];
  // Each message that was delivered has to be looked at.
  if (!from) conditions.push(`received_at > now() - interval '1 hour'`);
  return delivered === 'true'
    ? [...conditions, IS_DELIVERED]
    : [...conditions, `${IS_DELIVERED} IS NULL`, `(received_at < now() - ${GRACE} OR ${HAS_FAILED})`];
}

function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
