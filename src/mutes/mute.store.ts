import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Precondition } from '../admin/precondition.js';
import { ChangeFeed } from '../replica/change-feed.js';
import { Database } from '../database/database.js';
import { decodeText, encodeText } from '../database/pg-text.js';
import { muteEtag } from './mute-item.js';
import type { Mute } from './mute.entity.js';

export const MUTE_TOPIC = 'mute';

/** A mute without the time of its last change. */
export type MuteContent = Omit<Mute, 'updatedAt'>;
/** Which mute. `conversationId` `''`: the mute for every conversation. */
export type MuteKey = Pick<Mute, 'appId' | 'userId' | 'conversationId'>;

/** Which mutes to list. A filter that is left out matches all. */
export interface MuteQuery {
  readonly appId?: string;
  readonly userId?: string;
  /** Only mutes after this one, in the order app, user, conversation. */
  readonly after?: MuteKey;
  /** Left out: no limit. */
  readonly limit?: number;
}

interface MuteRow {
  readonly app_id: string;
  readonly user_id: string;
  readonly conversation_id: string;
  readonly until: Date | null;
  readonly code: number | null;
  readonly info: string;
}

const KEY = 'app_id = $1 AND user_id = $2 AND conversation_id = $3';

/** The table `mute`. A change is published to all nodes when it is committed. */
@Injectable()
export class MuteStore {
  constructor(
    private readonly database: Database,
    private readonly feed: ChangeFeed,
  ) {}

  async find(key: MuteKey): Promise<MuteContent | undefined> {
    const { rows } = await this.database.pool.query<MuteRow>(`SELECT * FROM mute WHERE ${KEY}`, idsOf(key));
    return rows[0] && contentOf(rows[0]);
  }

  async list({ appId, userId, after, limit }: MuteQuery = {}): Promise<MuteContent[]> {
    const { rows } = await this.database.pool.query<MuteRow>(
      `SELECT * FROM mute
       WHERE ($1::text IS NULL OR app_id = $1) AND ($2::text IS NULL OR user_id = $2)
         AND ($3::text IS NULL OR (app_id, user_id, conversation_id) > ($3, $4, $5))
       ORDER BY app_id, user_id, conversation_id LIMIT $6`,
      [
        encodeText(appId ?? null),
        encodeText(userId ?? null),
        ...(after ? idsOf(after) : [null, null, null]),
        limit ?? null,
      ],
    );
    return rows.map(contentOf);
  }

  /** Stores a mute. @throws PreconditionFailedException if the stored mute is not the one that the caller knows */
  async put(mute: MuteContent, precondition = Precondition.NONE): Promise<void> {
    await this.database.transaction(async (client) => {
      await assertKnown(client, mute, precondition);
      await this.write(client, mute, precondition);
    });
  }

  /** Stores a mute in the transaction of `client`. */
  async write(client: PoolClient, mute: MuteContent, precondition = Precondition.NONE): Promise<void> {
    // With `If-None-Match: *`, a mute that another transaction stored since the check is not overwritten.
    const { rowCount } = await client.query(
      `INSERT INTO mute (app_id, user_id, conversation_id, until, code, info) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT ON CONSTRAINT mute_pk DO UPDATE
       SET until = excluded.until, code = excluded.code, info = excluded.info, updated_at = now()
       WHERE NOT $7::boolean`,
      [...idsOf(mute), mute.until, mute.code, encodeText(mute.info), precondition.isNew],
    );
    precondition.assertNew(rowCount === 0);
    await this.#publish(client, mute);
  }

  /**
   * Removes a mute.
   *
   * @returns whether there was one
   * @throws PreconditionFailedException if the stored mute is not the one that the caller knows
   */
  async remove(key: MuteKey, precondition = Precondition.NONE): Promise<boolean> {
    return this.database.transaction(async (client) => {
      await assertKnown(client, key, precondition);
      const { rowCount } = await client.query(`DELETE FROM mute WHERE ${KEY}`, idsOf(key));
      await this.#publish(client, key);
      return rowCount === 1;
    });
  }

  /** Removes and stores mutes in one transaction. @returns how many mutes it removed */
  async change(put: readonly MuteContent[], remove: readonly MuteKey[]): Promise<number> {
    return this.database.transaction(async (client) => {
      const { rowCount } = await client.query(
        `DELETE FROM mute WHERE (app_id, user_id, conversation_id) IN
           (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]))`,
        columnsOf(remove),
      );
      await client.query(
        `INSERT INTO mute (app_id, user_id, conversation_id, until, code, info)
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::int[], $6::text[])
         ON CONFLICT ON CONSTRAINT mute_pk DO UPDATE
         SET until = excluded.until, code = excluded.code, info = excluded.info, updated_at = now()`,
        [
          ...columnsOf(put),
          put.map(({ until }) => until),
          put.map(({ code }) => code),
          put.map(({ info }) => encodeText(info)),
        ],
      );
      await this.feed.publish(client, { topic: MUTE_TOPIC, everything: true });
      return rowCount ?? 0;
    });
  }

  async #publish(client: PoolClient, { appId, userId }: MuteKey): Promise<void> {
    await this.feed.publish(client, { topic: MUTE_TOPIC, appId, userId });
  }
}

/** A mute's key in a map. */
export function muteKey({ appId, userId, conversationId }: MuteKey): string {
  return JSON.stringify([appId, userId, conversationId]);
}

/** Locks the mute until the end of the transaction, and checks the precondition. */
async function assertKnown(client: PoolClient, key: MuteKey, precondition: Precondition): Promise<void> {
  if (!precondition.isConditional) return;
  const { rows } = await client.query<MuteRow>(`SELECT * FROM mute WHERE ${KEY} FOR UPDATE`, idsOf(key));
  precondition.assertNew(rows.length > 0);
  precondition.assertMatch(rows[0] && muteEtag(contentOf(rows[0])));
}

function idsOf({ appId, userId, conversationId }: MuteKey): string[] {
  return [appId, userId, conversationId].map((id) => encodeText(id));
}

function columnsOf(keys: readonly MuteKey[]): string[][] {
  const ids = keys.map(idsOf);
  return [0, 1, 2].map((column) => ids.map((own) => own[column]!));
}

function contentOf({ app_id, user_id, conversation_id, until, code, info }: MuteRow): MuteContent {
  return {
    appId: decodeText(app_id),
    userId: decodeText(user_id),
    conversationId: decodeText(conversation_id),
    until,
    code,
    info: decodeText(info),
  };
}
