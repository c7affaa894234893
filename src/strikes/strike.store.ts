import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { ChangeFeed } from '../replica/change-feed.js';
import { Database } from '../database/database.js';
import { decodeText, encodeText } from '../database/pg-text.js';
import type { Strike } from './strike.js';

export const STRIKE_TOPIC = 'strike';

interface StrikeRow {
  readonly id: string;
  readonly app_id: string;
  readonly user_id: string;
  readonly reason: string;
  readonly given_by: string;
  readonly given_at: Date;
  readonly expires_at: Date | null;
  readonly revoked_by: string | null;
  readonly revoked_at: Date | null;
}

/** A strike to be given: to which member, why, and by which key. */
export type NewStrike = Pick<Strike, 'appId' | 'userId' | 'reason' | 'givenBy'>;

/** Which strikes to list. A filter that is left out matches all. */
export interface StrikeFilter {
  readonly appId?: string;
  readonly userId?: string;
  /** Only strikes that still count. */
  readonly counting?: boolean;
}

const COUNTS = 'revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())';

/** The table `strike`. A row stays when its strike has expired or is revoked. */
@Injectable()
export class StrikeStore {
  constructor(
    private readonly database: Database,
    private readonly feed: ChangeFeed,
  ) {}

  /** Lists strikes, newest first. @param before only strikes with a lower id */
  async list(
    { appId, userId, counting = false }: StrikeFilter,
    limit: number = Number.MAX_SAFE_INTEGER,
    before: number = Number.MAX_SAFE_INTEGER,
  ): Promise<Strike[]> {
    const { rows } = await this.database.pool.query<StrikeRow>(
      `SELECT * FROM strike
       WHERE id < $1 AND ($2::text IS NULL OR app_id = $2) AND ($3::text IS NULL OR user_id = $3)
         AND (NOT $4 OR (${COUNTS}))
       ORDER BY id DESC LIMIT $5`,
      [before, encodeText(appId ?? null), encodeText(userId ?? null), counting, limit],
    );
    return rows.map(strikeOf);
  }

  /** Adds a strike in the transaction of `client`. @param seconds how long it counts; null: until it is revoked */
  async add(
    client: PoolClient,
    { appId, userId, reason, givenBy }: NewStrike,
    seconds: number | null,
  ): Promise<Strike> {
    const { rows } = await client.query<StrikeRow>(
      `INSERT INTO strike (app_id, user_id, reason, given_by, expires_at)
       VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5)) RETURNING *`,
      [encodeText(appId), encodeText(userId), encodeText(reason), encodeText(givenBy), seconds],
    );
    await this.feed.publish(client, { topic: STRIKE_TOPIC, appId, userId });
    return strikeOf(rows[0]!);
  }

  /** Revokes a strike. @returns undefined if no such strike counts */
  async revoke(id: number, by: string): Promise<Strike | undefined> {
    return this.database.transaction(async (client) => {
      const { rows } = await client.query<StrikeRow>(
        `UPDATE strike SET revoked_by = $2, revoked_at = now() WHERE id = $1 AND ${COUNTS} RETURNING *`,
        [id, encodeText(by)],
      );
      const strike = rows[0] && strikeOf(rows[0]);
      if (strike)
        await this.feed.publish(client, {
          topic: STRIKE_TOPIC,
          appId: strike.appId,
          userId: strike.userId,
        });
      return strike;
    });
  }
}

function strikeOf(row: StrikeRow): Strike {
  return {
    id: Number(row.id),
    appId: decodeText(row.app_id),
    userId: decodeText(row.user_id),
    reason: decodeText(row.reason),
    givenBy: decodeText(row.given_by),
    givenAt: row.given_at,
    expiresAt: row.expires_at,
    revokedBy: decodeText(row.revoked_by),
    revokedAt: row.revoked_at,
  };
}
