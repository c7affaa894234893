import { Injectable } from '@nestjs/common';
import { ChangeFeed } from '../replica/change-feed.js';
import { Database } from '../database/database.js';
import { decodeText, encodeText } from '../database/pg-text.js';
import { type MemberKey, memberKey } from '../replica/member-key.js';
import type { Level, LevelSet } from './member-level-source.js';

/** A message does not wait longer for a level; a query that hangs gives its connection back. */
const LOAD_MS = 300;
/** No message waits for a page. */
const PAGE_MS = 5_000;

/** After a change of more members, each node reads the whole table again. */
const MAX_SINGLE_CHANGES = 100;

export const LEVEL_TOPIC = 'member-level';

const MAX_SHARED = 1_000;
const NOWHERE: ReadonlyMap<string, Level> = new Map();
const NONE: LevelSet = { default: null, byConversation: NOWHERE };

/** Which level of a member. */
export interface LevelKey extends MemberKey {
  /** `''`: the level for all conversations without one of their own. */
  readonly conversationId: string;
}

/** A level to be stored. */
export interface LevelEntry extends LevelKey {
  readonly level: string;
  readonly title: string | null;
}

/** A row as the driver gives it. */
export interface LevelRow {
  readonly app_id: string;
  readonly user_id: string;
  readonly conversation_id: string;
  readonly level: string;
  readonly title: string | null;
}

/** The table `member_level`. */
@Injectable()
export class MemberLevelStore {
  /** A company has few levels, and most members have one of them everywhere: such members share one object. */
  readonly #shared = new Map<string, LevelSet>();

  constructor(
    private readonly database: Database,
    private readonly feed: ChangeFeed,
  ) {}

  /** Reads the levels of members with one query. @returns one entry for each key, in the order of the keys */
  async load(keys: readonly MemberKey[]): Promise<LevelSet[]> {
    const rows = await this.database.ask<LevelRow>(LOAD_MS, {
      name: 'member-levels',
      text: `SELECT app_id, user_id, conversation_id, level, title FROM member_level
             WHERE (app_id, user_id) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
      values: [keys.map(({ appId }) => encodeText(appId)), keys.map(({ userId }) => encodeText(userId))],
    });
    const byMember = new Map<string, LevelRow[]>();
    for (const row of rows) {
      const key = memberKey(decodeText(row.app_id), decodeText(row.user_id));
      byMember.set(key, [...(byMember.get(key) ?? []), row]);
    }
    return keys.map(({ appId, userId }) => this.#levelsOf(byMember.get(memberKey(appId, userId)) ?? []));
  }

  /**
   * Reads the levels of the members after `after`, in the order of app and user.
   *
   * @returns `limit` members; fewer only at the end of the table
   */
  async page(after: MemberKey | undefined, limit: number): Promise<[MemberKey, LevelSet][]> {
    const rows = await this.database.ask<LevelRow>(PAGE_MS, {
      name: 'member-level-page',
      text: `SELECT app_id, user_id, conversation_id, level, title FROM member_level
               JOIN (SELECT DISTINCT app_id, user_id FROM member_level
                     WHERE (app_id, user_id) > ($1, $2) ORDER BY app_id, user_id LIMIT $3) AS page
               USING (app_id, user_id) ORDER BY app_id, user_id`,
      values: [encodeText(after?.appId ?? ''), encodeText(after?.userId ?? ''), limit],
    });
    const members = new Map<string, LevelRow[]>();
    for (const row of rows) {
      const key = memberKey(row.app_id, row.user_id);
      members.set(key, [...(members.get(key) ?? []), row]);
    }
    return [...members.values()].map((own) => [
      { appId: decodeText(own[0]!.app_id), userId: decodeText(own[0]!.user_id) },
      this.#levelsOf(own),
    ]);
  }

  /** Stores all levels, or none. Every node then reads these members again. */
  async put(entries: readonly LevelEntry[]): Promise<void> {
    await this.database.transaction(async (client) => {
      await client.query(
        `INSERT INTO member_level (app_id, user_id, conversation_id, level, title)
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
         ON CONFLICT ON CONSTRAINT member_level_pk DO UPDATE
         SET level = excluded.level, title = excluded.title, updated_at = now()`,
        [
          entries.map(({ appId }) => encodeText(appId)),
          entries.map(({ userId }) => encodeText(userId)),
          entries.map(({ conversationId }) => encodeText(conversationId)),
          entries.map(({ level }) => encodeText(level)),
          entries.map(({ title }) => encodeText(title)),
        ],
      );
      const members = new Map(
        entries.map(({ appId, userId }) => [memberKey(appId, userId), { appId, userId }]),
      );
      if (members.size > MAX_SINGLE_CHANGES)
        await this.feed.publish(client, { topic: LEVEL_TOPIC, everything: true });
      else
        for (const member of members.values())
          await this.feed.publish(client, { topic: LEVEL_TOPIC, ...member });
    });
  }

  #levelsOf(rows: readonly LevelRow[]): LevelSet {
    const [only] = rows;
    if (rows.length !== 1 || only!.conversation_id !== '') return levelsOf(rows);
    const key = JSON.stringify([only!.level, only!.title]);
    let levels = this.#shared.get(key);
    if (!levels) {
      if (this.#shared.size >= MAX_SHARED) this.#shared.clear();
      this.#shared.set(key, (levels = levelsOf(rows)));
    }
    return levels;
  }
}

/** The levels in the rows of one member. */
export function levelsOf(rows: readonly LevelRow[]): LevelSet {
  if (rows.length === 0) return NONE;
  const byConversation = new Map<string, Level>();
  for (const { conversation_id, level, title } of rows) {
    byConversation.set(decodeText(conversation_id), { level: decodeText(level), title: decodeText(title) });
  }
  const fallback = byConversation.get('') ?? null;
  byConversation.delete('');
  return { default: fallback, byConversation: byConversation.size > 0 ? byConversation : NOWHERE };
}
