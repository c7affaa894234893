import { Injectable } from '@nestjs/common';
import { ChangeFeed } from '../replica/change-feed.js';
import { Database } from '../database/database.js';
import { decodeText, encodeText } from '../database/pg-text.js';
import type { Level, MemberLevels } from './member-level-source.js';

/** A level that takes longer is not worth a message's time; what hangs gives its connection back. */
const LOAD_MS = 300;
/** A page of many is in nobody's way. */
const PAGE_MS = 5_000;

/** Of more members nodes read the whole table again. */
const MOST_ANNOUNCED = 100;

export const LEVEL_TOPIC = 'member-level';

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
      values: [keys.map(({ appId }) => encodeText(appId)), keys.map(({ userId }) => encodeText(userId))],
    });
    const byMember = new Map<string, LevelRow[]>();
    for (const row of rows) {
      const key = memberKey(decodeText(row.app_id), decodeText(row.user_id));
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
      values: [encodeText(after?.appId ?? ''), encodeText(after?.userId ?? ''), limit],
    });
    const members = new Map<string, LevelRow[]>();
    for (const row of rows) {
      const key = memberKey(row.app_id, row.user_id);
      members.set(key, [...(members.get(key) ?? []), row]);
    }
    return [...members.values()].map((own) => [
      { appId: decodeText(own[0]!.app_id), userId: decodeText(own[0]!.user_id) },
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
      if (members.size > MOST_ANNOUNCED)
        await this.feed.publish(client, { topic: LEVEL_TOPIC, everything: true });
      else
        for (const member of members.values())
          await this.feed.publish(client, { topic: LEVEL_TOPIC, ...member });
    });
  }
}

export function memberKey(appId: string, userId: string): string {
  return `${appId}\n${userId}`;
}

/** The levels in the rows of one member. */
export function levelsOf(rows: readonly LevelRow[]): MemberLevels {
  const [only] = rows;
  if (!only) return NONE;
  if (rows.length === 1 && only.conversation_id === '') return levelEverywhere(only);
  const byConversation = new Map<string, Level>();
  for (const { conversation_id, level, title } of rows) {
    byConversation.set(decodeText(conversation_id), { level: decodeText(level), title: decodeText(title) });
  }
  const fallback = byConversation.get('') ?? null;
  byConversation.delete('');
  return { default: fallback, byConversation };
}

const NOWHERE: ReadonlyMap<string, Level> = new Map();
const NONE: MemberLevels = { default: null, byConversation: NOWHERE };
/** A company has few levels, and most members have one of them everywhere: they share what stands for it. */
const MOST_SHARED = 1_000;
const shared = new Map<string, MemberLevels>();

function levelEverywhere({ level, title }: LevelRow): MemberLevels {
  const key = JSON.stringify([level, title]);
  let levels = shared.get(key);
  if (!levels) {
    if (shared.size >= MOST_SHARED) shared.clear();
    const everywhere = { level: decodeText(level), title: decodeText(title) };
    shared.set(key, (levels = { default: everywhere, byConversation: NOWHERE }));
  }
  return levels;
}
