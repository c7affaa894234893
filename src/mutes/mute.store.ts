import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Precondition } from '../admin/precondition.js';
import { ChangeFeed } from '../replica/change-feed.js';
import { Database } from '../database/database.js';
import { decodeText, encodeText } from '../database/pg-text.js';
import { muteEtag } from './mute-item.js';
import type { Mute } from './mute.entity.js';

export const MUTE_TOPIC = 'mute';

/** What a mute says. */
export type MuteContent = Omit<Mute, 'updatedAt'>;
/** Which mute; `conversationId` `''`: the one of every conversation. */
export type MuteKey = Pick<Mute, 'appId' | 'userId' | 'conversationId'>;

/** Which mutes are looked for. */
export interface MuteQuery {
  readonly appId?: string;
  readonly userId?: string;
  /** Only those after it, by app, user and conversation. */
  readonly after?: MuteKey;
  readonly limit: number;
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

/** The table `mute`. Nodes hear of a change when it is committed. */
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

  async list({ appId, userId, after, limit }: MuteQuery): Promise<MuteContent[]> {
    const { rows } = await this.database.pool.query<MuteRow>(
      `SELECT * FROM mute
       WHERE ($1::text IS NULL OR app_id = $1) AND ($2::text IS NULL OR user_id = $2)
         AND ($3::text IS NULL OR (app_id, user_id, conversation_id) > ($3, $4, $5))
       ORDER BY app_id, user_id, conversation_id LIMIT $6`,
      [
        encodeText(appId ?? null),
        encodeText(userId ?? null),
        ...(after ? idsOf(after) : [null, null, null]),
        limit,
      ],
    );
    return rows.map(contentOf);
  }

  /** @throws PreconditionFailedException where what is there is not what the caller knows: nothing is changed */
  async put(mute: MuteContent, precondition = Precondition.NONE): Promise<void> {
    await this.database.transaction(async (client) => {
      await assertKnown(client, mute, precondition);
      await this.write(client, mute, precondition);
    });
  }

  /** Stores a mute with the transaction of `client`. */
  async write(client: PoolClient, mute: MuteContent, precondition = Precondition.NONE): Promise<void> {
    // What another transaction put there since then is not overwritten by who wants to be the first.
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
   * Takes a mute back; tells whether there was one.
   *
   * @throws PreconditionFailedException where what is there is not what the caller knows
   */
  async remove(key: MuteKey, precondition = Precondition.NONE): Promise<boolean> {
    return this.database.transaction(async (client) => {
      await assertKnown(client, key, precondition);
      const { rowCount } = await client.query(`DELETE FROM mute WHERE ${KEY}`, idsOf(key));
      await this.#publish(client, key);
      return rowCount === 1;
    });
  }

  /** All of it, or nothing. @returns how many of those that were to go were there */
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

/** Holds what is there until the end of the transaction: who changes it meanwhile waits. */
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
