import { Injectable, PreconditionFailedException } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Precondition } from '../admin/precondition.js';
import { ChangeFeed } from '../replica/change-feed.js';
import { Database } from '../database/database.js';
import { encodeText } from '../database/pg-text.js';
import { memberEtag } from './member-item.js';
import type { MemberLevels } from './member-level-source.js';
import {
  LEVEL_TOPIC,
  type LevelEntry,
  type LevelKey,
  type LevelRow,
  levelsOf,
  type MemberKey,
} from './member-level.store.js';

/** Any number, the same on every node: the first half of the lock of a member. */
const MEMBER_LOCK = 7_293_005;

/** Changes one level of a member, for who may know the member as it was. Nodes hear of it when it is committed. */
@Injectable()
export class MemberLevelChanges {
  constructor(
    private readonly database: Database,
    private readonly feed: ChangeFeed,
  ) {}

  /**
   * Stores one level.
   *
   * @returns the ETag of the member with it
   * @throws PreconditionFailedException where the member is not what the caller knows: nothing is changed
   */
  async set(entry: LevelEntry, precondition = Precondition.NONE): Promise<string> {
    return this.database.transaction(async (client) => {
      const mayReplace = !precondition.isConditional || (await isThere(client, entry, precondition));
      const { rowCount } = await client.query(
        `INSERT INTO member_level (app_id, user_id, conversation_id, level, title) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT ON CONSTRAINT member_level_pk DO UPDATE
         SET level = excluded.level, title = excluded.title, updated_at = now() WHERE $6::boolean`,
        [...idsOf(entry), encodeText(entry.level), encodeText(entry.title), mayReplace],
      );
      // What another transaction put there since then was seen by nobody.
      if (rowCount === 0) throw overtaken();
      await this.#publish(client, entry);
      return memberEtag(entry, await levelsIn(client, entry))!;
    });
  }

  /**
   * Removes a level; tells whether there was one.
   *
   * @throws PreconditionFailedException where the member is not what the caller knows: nothing is changed
   */
  async remove(key: LevelKey, precondition = Precondition.NONE): Promise<boolean> {
    return this.database.transaction(async (client) => {
      if (precondition.isConditional) await isThere(client, key, precondition);
      const { rowCount } = await client.query(
        'DELETE FROM member_level WHERE app_id = $1 AND user_id = $2 AND conversation_id = $3',
        idsOf(key),
      );
      await this.#publish(client, key);
      return rowCount === 1;
    });
  }

  async #publish(client: PoolClient, { appId, userId }: MemberKey): Promise<void> {
    await this.feed.publish(client, { topic: LEVEL_TOPIC, appId, userId });
  }
}

/**
 * Holds a precondition against the member, and tells whether the level is there. Until the end of the transaction who
 * changes one of the member's levels waits, and so does who changes the member under a precondition, too.
 */
async function isThere(client: PoolClient, key: LevelKey, precondition: Precondition): Promise<boolean> {
  const { appId, userId, conversationId } = key;
  await client.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [
    MEMBER_LOCK,
    JSON.stringify([appId, userId]),
  ]);
  const levels = await levelsIn(client, key, 'FOR UPDATE');
  const isSet = conversationId ? levels.byConversation.has(conversationId) : levels.default !== null;
  // Who wants to be the first means this level: the member may have others.
  precondition.assertNew(isSet);
  precondition.assertMatch(memberEtag(key, levels));
  return isSet;
}

async function levelsIn(
  client: PoolClient,
  { appId, userId }: MemberKey,
  lock: '' | 'FOR UPDATE' = '',
): Promise<MemberLevels> {
  const { rows } = await client.query<LevelRow>(
    `SELECT app_id, user_id, conversation_id, level, title FROM member_level
     WHERE app_id = $1 AND user_id = $2 ORDER BY conversation_id ${lock}`,
    [encodeText(appId), encodeText(userId)],
  );
  return levelsOf(rows);
}

function overtaken(): PreconditionFailedException {
  return new PreconditionFailedException(
    'Somebody else set this level just now: look at it, and change that.',
  );
}

function idsOf({ appId, userId, conversationId }: LevelKey): string[] {
  return [appId, userId, conversationId].map((id) => encodeText(id));
}
