import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Database } from '../database/database.js';
import { decodeText } from '../database/pg-text.js';
import type { ReviewItem, ReviewLabel } from './review-item.js';

interface ReviewRow {
  readonly id: string;
  readonly received_at: Date;
  readonly rules: string[];
  readonly app_id: string;
  readonly family: string;
  readonly conversation_id: string | null;
  readonly sender_id: string | null;
  readonly readable_text: string;
  readonly claimed_by: string | null;
  readonly claimed_until: Date | null;
  readonly label: ReviewLabel | null;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
}

/** What is shown of an item: its own columns, and those of the record. */
const SHOWN = `i.id, i.received_at, i.rules, i.claimed_by, i.claimed_until, i.label, i.decided_by, i.decided_at,
  m.app_id, m.family, m.conversation_id, m.sender_id, m.readable_text`;
const IS_FREE = 'label IS NULL AND (claimed_until IS NULL OR claimed_until < now())';

/** Messages that wait for a person; none is ever handed to two. */
@Injectable()
export class ReviewQueue {
  constructor(private readonly database: Database) {}

  /** Oldest first. @param after the id of the last one before */
  async list(state: 'open' | 'decided', limit: number, after?: string): Promise<ReviewItem[]> {
    const { rows } = await this.database.pool.query<ReviewRow>(
      `SELECT ${SHOWN} FROM review_item i JOIN message_log m USING (received_at, id)
       WHERE (i.label IS NULL) = $1 AND ($2::uuid IS NULL OR i.id > $2) ORDER BY i.id LIMIT $3`,
      [state === 'open', after ?? null, limit],
    );
    return rows.map(itemOf);
  }

  /** Hands out the oldest that nobody has, for so many seconds. */
  async claim(by: string, count: number, seconds: number): Promise<ReviewItem[]> {
    const { rows } = await this.database.pool.query<ReviewRow>(
      `WITH free AS (
         SELECT id FROM review_item WHERE ${IS_FREE} ORDER BY received_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
       ), i AS (
         UPDATE review_item SET claimed_by = $1, claimed_until = now() + make_interval(secs => $3)
         WHERE id IN (SELECT id FROM free) RETURNING *
       )
       SELECT ${SHOWN} FROM i JOIN message_log m USING (received_at, id) ORDER BY i.received_at, i.id`,
      [by, count, seconds],
    );
    return rows.map(itemOf);
  }

  /** Closes an item that `by` has, or that nobody has; undefined where somebody else has or decided it. */
  async decide(
    client: PoolClient,
    id: string,
    by: string,
    label: ReviewLabel,
  ): Promise<ReviewItem | undefined> {
    const { rows } = await client.query<ReviewRow>(
      `WITH i AS (
         UPDATE review_item SET label = $3, decided_by = $2, decided_at = now()
         WHERE id = $1 AND label IS NULL AND (claimed_by = $2 OR ${IS_FREE}) RETURNING *
       )
       SELECT ${SHOWN} FROM i JOIN message_log m USING (received_at, id)`,
      [id, by, label],
    );
    return rows[0] && itemOf(rows[0]);
  }
}

function itemOf(row: ReviewRow): ReviewItem {
  return {
    id: row.id,
    receivedAt: row.received_at,
    rules: row.rules,
    appId: decodeText(row.app_id),
    family: row.family,
    conversationId: decodeText(row.conversation_id),
    senderId: decodeText(row.sender_id),
    text: decodeText(row.readable_text),
    claimedBy: row.claimed_by,
    claimedUntil: row.claimed_until,
    label: row.label,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
  };
}
