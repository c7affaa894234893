import type { Client } from 'pg';
import { decodeText, encodeText } from '../database/pg-text.js';
import type { KeywordListOptions, ListSource } from '../keywords/keyword.js';
import { memberKey } from '../replica/member-key.js';
import type { ReviewLabel } from '../reviews/review-item.js';
import type { PinnedLists } from '../rules/versions/rule-set.store.js';
import { countsAt, type Strike } from '../strikes/strike.js';
import type { BacktestScope } from './backtest.js';
import type { StoredMessage } from './stored-messages.js';

/** The lists that a candidate judges with. */
export async function storedLists(client: Client, lists: PinnedLists): Promise<ListSource[]> {
  const { rows } = await client.query<{ name: string; revision: string; options: string; entries: string }>(
    'SELECT name, revision, options, entries FROM keyword_list WHERE revision = ANY ($1::bigint[])',
    [Object.values(lists)],
  );
  return rows.map(({ name, revision, options, entries }) => ({
    name,
    revision: Number(revision),
    options: JSON.parse(options) as KeywordListOptions,
    entries: decodeText(entries),
  }));
}

/** What reviewers said of messages, by id. */
export async function storedLabels(
  client: Client,
  { from, to }: BacktestScope,
): Promise<ReadonlyMap<string, ReviewLabel>> {
  const { rows } = await client.query<{ id: string; label: ReviewLabel }>(
    `SELECT id, label FROM review_item WHERE label IS NOT NULL
     AND received_at >= to_timestamp($1::float8 / 1000) AND received_at < to_timestamp($2::float8 / 1000)`,
    [from ?? 0, to],
  );
  return new Map(rows.map(({ id, label }) => [id, label]));
}

/** How many strikes a sender had at a moment. */
export type StrikesThen = (appId: string, memberId: string, moment: number) => number;

export async function storedStrikes(client: Client): Promise<StrikesThen> {
  const byMember = new Map<string, Pick<Strike, 'givenAt' | 'expiresAt' | 'revokedAt'>[]>();
  const { rows } = await client.query<Record<string, string> & { [name: string]: Date | null }>(
    'SELECT app_id, user_id, given_at AS "givenAt", expires_at AS "expiresAt", revoked_at AS "revokedAt" FROM strike',
  );
  for (const row of rows) {
    const key = memberKey(decodeText(row['app_id']!), decodeText(row['user_id']!));
    byMember.set(key, [...(byMember.get(key) ?? []), row as unknown as Strike]);
  }
  return (appId, memberId, moment) =>
    byMember.get(memberKey(appId, memberId))?.filter((strike) => countsAt(strike, moment)).length ?? 0;
}

/** The level that a message's sender has there. */
export type LevelNow = (message: StoredMessage) => string;

/** Today's levels of the senders of messages: those of then are known only where rules asked for them then. */
export async function storedLevels(client: Client, messages: readonly StoredMessage[]): Promise<LevelNow> {
  const senders = new Map(messages.map((message) => [senderKey(message), message]));
  const { rows } = await client.query<{
    app_id: string;
    user_id: string;
    conversation_id: string;
    level: string;
  }>(
    `SELECT app_id, user_id, conversation_id, level FROM member_level
     JOIN unnest($1::text[], $2::text[]) AS wanted (app_id, user_id) USING (app_id, user_id)`,
    [
      [...senders.values()].map(({ appId }) => encodeText(appId)),
      [...senders.values()].map((message) => encodeText(memberOf(message))),
    ],
  );
  const levels = new Map(
    rows.map((row) => [
      `${memberKey(decodeText(row.app_id), decodeText(row.user_id))}\n${decodeText(row.conversation_id)}`,
      decodeText(row.level),
    ]),
  );
  return (message) =>
    levels.get(`${senderKey(message)}\n${message.conversationId ?? ''}`) ??
    levels.get(`${senderKey(message)}\n`) ??
    '';
}

/** Whose level and strikes apply: the sender's, or those of an official account. */
export function memberOf({ senderId, conversationId }: StoredMessage): string {
  return senderId ?? conversationId ?? '';
}

function senderKey(message: StoredMessage): string {
  return memberKey(message.appId, memberOf(message));
}
