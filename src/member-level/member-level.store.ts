import { Injectable, PreconditionFailedException } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Precondition } from '../admin/precondition.js';
import { ChangeFeed } from '../database/change-feed.service.js';
import { Database } from '../database/database.service.js';
import { fromColumn, toColumn } from '../database/lossless-text.js';
import { memberEtag } from './member-item.js';
import type { Level, MemberLevels } from './member-level-source.js';

/** A level that takes longer is not worth a message's time; what hangs gives its connection back. */
const LOAD_MS = 300;
/** A page of many is in nobody's way. */
const PAGE_MS = 5_000;

export const LEVEL_TOPIC = 'member-level';
/** Any number, the same on every node: the first half of the lock of a member. */
const MEMBER_LOCK = 7_293_005;

/** A member's key in a batch. */
export interface MemberKey {
  readonly appId: string;
  readonly userId: string;
}

/** Which level of a member. */
export interface LevelKey extends MemberKey {
  /** `''`: wherever no other level is set. */
  readonly conversationId: string;
}

/** One level to be stored. */
export interface LevelEntry extends LevelKey {
  readonly level: string;
  readonly title: string | null;
}

interface LevelRow {
  readonly app_id: string;
  readonly user_id: string;
  readonly conversation_id: string;
  readonly level: string;
  readonly title: string | null;
}

/** The table `member_level`. */
@Injectable()
export class MemberLevelStore {
  constructor(
    private readonly database: Database,
    private readonly feed: ChangeFeed,
  ) {}

  /** The levels of many members with one query, in the order of the keys; nothing is left out. */
  async load(keys: readonly MemberKey[]): Promise<MemberLevels[]> {
    const rows = await this.database.ask<LevelRow>(LOAD_MS, {
      name: 'member-levels',
      text: `SELECT app_id, user_id, conversation_id, level, title FROM member_level
             WHERE (app_id, user_id) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
      values: [keys.map(({ appId }) => toColumn(appId)), keys.map(({ userId }) => toColumn(userId))],
    });
    const byMember = new Map<string, LevelRow[]>();
    for (const row of rows) {
      const key = memberKey(fromColumn(row.app_id), fromColumn(row.user_id));
      byMember.set(key, [...(byMember.get(key) ?? []), row]);
    }
    return keys.map(({ appId, userId }) => levelsOf(byMember.get(memberKey(appId, userId)) ?? []));
  }

  /** The levels of the members after one, by their ids; at most `limit` members, and fewer only at the end. */
  async page(after: MemberKey | undefined, limit: number): Promise<[MemberKey, MemberLevels][]> {
    const rows = await this.database.ask<LevelRow>(PAGE_MS, {
      name: 'member-level-page',
      text: `SELECT app_id, user_id, conversation_id, level, title FROM member_level
               JOIN (SELECT DISTINCT app_id, user_id FROM member_level
                     WHERE (app_id, user_id) > ($1, $2) ORDER BY app_id, user_id LIMIT $3) AS page
               USING (app_id, user_id) ORDER BY app_id, user_id`,
      values: [toColumn(after?.appId ?? ''), toColumn(after?.userId ?? ''), limit],
    });
    const members = new Map<string, LevelRow[]>();
    for (const row of rows) {
      const key = memberKey(row.app_id, row.user_id);
      members.set(key, [...(members.get(key) ?? []), row]);
    }
    return [...members.values()].map((own) => [
      { appId: fromColumn(own[0]!.app_id), userId: fromColumn(own[0]!.user_id) },
      levelsOf(own),
    ]);
  }

  /** Stores all levels, or none; every node forgets what it knew of those members. */
  async put(entries: readonly LevelEntry[]): Promise<void> {
    await this.database.transaction(async (client) => {
      await client.query(
        `INSERT INTO member_level (app_id, user_id, conversation_id, level, title)
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
         ON CONFLICT ON CONSTRAINT member_level_pk DO UPDATE
         SET level = excluded.level, title = excluded.title, updated_at = now()`,
        [
          entries.map(({ appId }) => toColumn(appId)),
          entries.map(({ userId }) => toColumn(userId)),
          entries.map(({ conversationId }) => toColumn(conversationId)),
          entries.map(({ level }) => toColumn(level)),
          entries.map(({ title }) => toColumn(title)),
        ],
      );
      await this.feed.announce(client, { topic: LEVEL_TOPIC, everything: true });
    });
  }

  /**
   * Stores one level.
   *
   * @returns the ETag of the member with it
   * @throws PreconditionFailedException where the member is not what the caller knows: nothing is changed
   */
  async set(entry: LevelEntry, precondition: Precondition): Promise<string> {
    return this.database.transaction(async (client) => {
      const before = await levelsFor(client, entry, precondition);
      const isThere = entry.conversationId ? before.byConversation.has(entry.conversationId) : before.default;
      // Who wants to be the first means this level: the member may have others.
      precondition.assertNew(Boolean(isThere));
      precondition.assertMatch(memberEtag(entry, before));
      const { rowCount } = await client.query(
        `INSERT INTO member_level (app_id, user_id, conversation_id, level, title) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT ON CONSTRAINT member_level_pk DO UPDATE
         SET level = excluded.level, title = excluded.title, updated_at = now() WHERE $6::boolean`,
        [
          ...idsOf(entry),
          toColumn(entry.level),
          toColumn(entry.title),
          // What another transaction put there since then was seen by nobody.
          !precondition.isConditional || Boolean(isThere),
        ],
      );
      if (rowCount === 0) throw overtaken();
      await this.#announce(client, entry);
      return memberEtag(entry, await levelsFor(client, entry))!;
    });
  }

  /**
   * Removes a level; tells whether there was one.
   *
   * @throws PreconditionFailedException where the member is not what the caller knows: nothing is changed
   */
  async remove(key: LevelKey, precondition = Precondition.NONE): Promise<boolean> {
    return this.database.transaction(async (client) => {
      if (precondition.isConditional)
        precondition.assertMatch(memberEtag(key, await levelsFor(client, key, precondition)));
      const { rowCount } = await client.query(
        'DELETE FROM member_level WHERE app_id = $1 AND user_id = $2 AND conversation_id = $3',
        idsOf(key),
      );
      await this.#announce(client, key);
      return rowCount === 1;
    });
  }

  async #announce(client: PoolClient, { appId, userId }: MemberKey): Promise<void> {
    await this.feed.announce(client, { topic: LEVEL_TOPIC, appId, userId });
  }
}

/**
 * The levels of a member within a transaction. With a precondition they are held until its end: who changes one of
 * them waits, and so does who changes the member under a precondition, too.
 */
async function levelsFor(
  client: PoolClient,
  { appId, userId }: MemberKey,
  precondition = Precondition.NONE,
): Promise<MemberLevels> {
  const ids = [toColumn(appId), toColumn(userId)];
  if (precondition.isConditional)
    await client.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [MEMBER_LOCK, ids.join('\n')]);
  const { rows } = await client.query<LevelRow>(
    `SELECT app_id, user_id, conversation_id, level, title FROM member_level
     WHERE app_id = $1 AND user_id = $2 ORDER BY conversation_id ${precondition.isConditional ? 'FOR UPDATE' : ''}`,
    ids,
  );
  return levelsOf(rows);
}

function overtaken(): PreconditionFailedException {
  return new PreconditionFailedException(
    'Somebody else set this level just now: look at it, and change that.',
  );
}

function idsOf({ appId, userId, conversationId }: LevelKey): string[] {
  return [appId, userId, conversationId].map((id) => toColumn(id));
}

export function memberKey(appId: string, userId: string): string {
  return `${appId}\n${userId}`;
}

function levelsOf(rows: readonly LevelRow[]): MemberLevels {
  const byConversation = new Map<string, Level>();
  for (const { conversation_id, level, title } of rows) {
    byConversation.set(fromColumn(conversation_id), { level: fromColumn(level), title: fromColumn(title) });
  }
  const fallback = byConversation.get('') ?? null;
  byConversation.delete('');
  return { default: fallback, byConversation };
}
