import { Injectable, PreconditionFailedException } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Precondition } from '../admin/precondition.js';
import { ChangeFeed } from '../replica/change-feed.js';
import type { MemberKey } from '../replica/member-key.js';
import { Database } from '../database/database.js';
import { encodeText } from '../database/pg-text.js';
import { memberEtag } from './member-item.js';
import type { LevelSet } from './member-level-source.js';
import {
  LEVEL_TOPIC,
  type LevelEntry,
  type LevelKey,
  type LevelRow,
  levelsOf,
} from './member-level.store.js';

/** The first half of a member's advisory lock; any number that is the same on every node. */
const MEMBER_LOCK = 7_293_005;

/** Changes one level of a member, under a precondition. The change is published when it is committed. */
@Injectable()
export class MemberLevelChanges {
  constructor(
    private readonly database: Database,
    private readonly feed: ChangeFeed,
  ) {}

  /**
   * Stores one level.
   *
   * @returns the member's new ETag
   * @throws PreconditionFailedException if the member is not the one that the caller knows
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
      // Another transaction stored the level after the check.
      if (rowCount === 0) throw overtaken();
      await this.#publish(client, entry);
      return memberEtag(entry, await levelsIn(client, entry))!;
    });
  }

  /**
   * Removes a level.
   *
   * @returns whether there was one
   * @throws PreconditionFailedException if the member is not the one that the caller knows
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
 * Checks a precondition, and tells whether the level exists. It locks the member: other transactions that change one of
 * its levels, or check a precondition of it, wait until this transaction ends.
 */
async function isThere(client: PoolClient, key: LevelKey, precondition: Precondition): Promise<boolean> {
  const { appId, userId, conversationId } = key;
  await client.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [
    MEMBER_LOCK,
    JSON.stringify([appId, userId]),
  ]);
  const levels = await levelsIn(client, key, 'FOR UPDATE');
  const isSet = conversationId ? levels.byConversation.has(conversationId) : levels.default !== null;
  // `If-None-Match: *` is about this level: the member may have others.
  precondition.assertNew(isSet);
  precondition.assertMatch(memberEtag(key, levels));
  return isSet;
}

async function levelsIn(
  client: PoolClient,
  { appId, userId }: MemberKey,
  lock: '' | 'FOR UPDATE' = '',
): Promise<LevelSet> {
  const { rows } = await client.query<LevelRow>(
    `SELECT app_id, user_id, conversation_id, level, title FROM member_level
     WHERE app_id = $1 AND user_id = $2 ORDER BY conversation_id ${lock}`,
    [encodeText(appId), encodeText(userId)],
  );
  return levelsOf(rows);
}

function overtaken(): PreconditionFailedException {
  return new PreconditionFailedException(
    'Another call set this level just now: read it, and change that one.',
  );
}

function idsOf({ appId, userId, conversationId }: LevelKey): string[] {
  return [appId, userId, conversationId].map((id) => encodeText(id));
}
