import type { Client } from 'pg';
import { decodeText } from '../database/pg-text.js';
import type { BacktestScope } from './backtest.js';

/** Few: whoever waits for a processor waits for no more than that. */
const PAGE = 50;

/** A record, as a backtest reads it. */
export interface StoredMessage {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly receivedMs: number;
  /** Null: a message. */
  readonly kind: 'action' | null;
  readonly platform: string;
  readonly family: string;
  readonly command: string;
  readonly appId: string;
  readonly conversationId: string | null;
  readonly topicId: string | null;
  readonly conversationType: string | null;
  readonly senderId: string | null;
  readonly operatorId: string | null;
  readonly clientIp: string | null;
  readonly clientPlatform: string | null;
  readonly messageKey: string | null;
  readonly text: string;
  readonly cloudCustomData: string | null;
  readonly verdict: 'allow' | 'reject' | 'discard';
  readonly code: number | null;
  readonly decidedBy: string;
  /** Null: rules were not asked. */
  readonly ruleSetVersion: string | null;
  /** A JSON text; of a verdict that was given again those of the first time. */
  readonly ruleHits: string | null;
  readonly rule: string | null;
  /** A JSON text. */
  readonly observed: string | null;
  /** The request as it came; null where nobody asks for elements. */
  readonly request: string | null;
}

/** What a column is read as. */
const COLUMNS: Readonly<Record<Exclude<keyof StoredMessage, 'request'>, string>> = {
  id: 'id',
  receivedMs: '(extract(epoch FROM received_at) * 1000)::float8',
  kind: 'kind',
  platform: 'platform',
  family: 'family',
  command: 'command',
  appId: 'app_id',
  conversationId: 'conversation_id',
  topicId: 'topic_id',
  conversationType: 'conversation_type',
  senderId: 'sender_id',
  operatorId: 'operator_id',
  clientIp: 'client_ip',
  clientPlatform: 'client_platform',
  messageKey: 'message_key',
  text: 'readable_text',
  cloudCustomData: 'cloud_custom_data',
  verdict: 'verdict',
  code: 'code',
  decidedBy: 'decided_by',
  ruleSetVersion: 'rule_set_version',
  ruleHits: 'rule_hits',
  rule: 'rule',
  observed: 'observed',
};
const SELECTED = Object.entries(COLUMNS)
  .map(([name, sql]) => `${sql} AS "${name}"`)
  .join(', ');

// What nobody judged at all, like a notice, is no message to judge again.
const WHERE = `received_at >= to_timestamp($1::float8 / 1000) AND received_at < to_timestamp($2::float8 / 1000)
  AND decided_by <> 'platform' AND ($3::text IS NULL OR app_id = $3) AND ($4::text IS NULL OR family = $4)`;

function valuesOf({ from, to, app, family }: BacktestScope): [number, number, string | null, string | null] {
  return [from ?? 0, to, app, family];
}

export async function countMessages(client: Client, scope: BacktestScope): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    `SELECT count(*) FROM message_log WHERE ${WHERE}`,
    valuesOf(scope),
  );
  return Number(rows[0]!.count);
}

/** Stored messages, oldest first, a page at a time: no transaction stays open, and no page is read before it is asked for. */
export async function* storedMessages(
  client: Client,
  scope: BacktestScope,
  withRequests: boolean,
): AsyncGenerator<StoredMessage[]> {
  let [from, ...others] = valuesOf(scope);
  let lastId = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await client.query<StoredMessage>({
      name: 'backtest-page',
      text: `SELECT ${SELECTED}, ${withRequests ? 'request' : 'NULL AS request'} FROM message_log
             WHERE ${WHERE} AND (received_at, id) > (to_timestamp($1::float8 / 1000), $5::uuid)
             ORDER BY received_at, id LIMIT ${PAGE}`,
      values: [from, ...others, lastId],
    });
    if (rows.length === 0) return;
    yield rows.map(decoded);
    if (rows.length < PAGE) return;
    ({ receivedMs: from, id: lastId } = rows.at(-1)!);
  }
}

function decoded(row: StoredMessage): StoredMessage {
  const message: Record<string, unknown> = { ...row };
  for (const name in message) {
    const value = message[name];
    if (typeof value === 'string') message[name] = decodeText(value);
  }
  return message as unknown as StoredMessage;
}
