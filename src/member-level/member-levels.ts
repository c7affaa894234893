import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Batcher } from '../database/batcher.js';
import { type Change, ChangeFeed } from '../replica/change-feed.js';
import { type MemberKey, memberKey } from '../replica/member-key.js';
import type { Replica } from '../replica/replica.js';
import { Replicas } from '../replica/replicas.js';
import type { SnapshotSource } from '../replica/snapshots.js';
import { LevelCache } from './level-cache.js';
import type { Level, LevelQuery, LevelSet, MemberLevelSource } from './member-level-source.js';
import { LEVEL_TOPIC, MemberLevelStore } from './member-level.store.js';

/** Members in memory, members without a level included. */
const MAX_CACHED = 3_000_000;
/** Of a larger table, the node reads the other members when they send a message. */
const MAX_READ = 1_500_000;
const PAGE_SIZE = 1_000;
/** The pause between two pages leaves time for callbacks. */
const PAGE_PAUSE_MS = 5;
/** After a failure, the node does not query levels for this long. */
const FAILURE_PAUSE_MS = 1_000;
/** How soon the node writes a snapshot after a change, and after it read a member on demand. */
const CHANGED_MS = 5_000;
const GREW_MS = 60_000;
/** One object for all messages: without PostgreSQL there are thousands a second, and a stack trace is expensive. */
const RECENTLY_FAILED = new Error('PostgreSQL did not answer a moment ago');

/**
 * Levels from Presend's own table. The node reads the table in the background. Members who are not in memory are read
 * on demand, in batches. A change on any node removes the old levels here within milliseconds.
 *
 * While changes of other nodes may be lost, the node keeps no new levels, but the known ones still serve: most often it
 * is PostgreSQL that is away, and then no node can change a level. When the change feed is back, the node reads all again.
 */
@Injectable()
export class MemberLevels implements MemberLevelSource, SnapshotSource, OnModuleInit {
  readonly name = 'levels';
  readonly #cache = new LevelCache(MAX_CACHED);
  readonly #replica: Replica<LevelSet>;
  readonly #batcher: Batcher<MemberKey, LevelSet>;
  /** Members that are being read, so that each is read once. */
  readonly #loads = new Map<string, Promise<LevelSet>>();
  #failedAt = 0;
  /** Whether the cache holds the whole table: a member who is not in it has no level. */
  #isWhole = false;
  /** Counts events after which the cache is not whole. */
  #gaps = 0;

  constructor(
    private readonly store: MemberLevelStore,
    private readonly feed: ChangeFeed,
    replicas: Replicas,
  ) {
    this.#batcher = new Batcher((members) => this.#query(members));
    this.#replica = replicas.create({
      topic: LEVEL_TOPIC,
      snapshot: this,
      snapshotMs: CHANGED_MS,
      rows: this.#cache,
      keeps: () => feed.listening,
      readAll: () => this.#readAll(),
      readOne: (member) => this.#batcher.add(member),
      onChange: (change) => this.renew(change),
    });
  }

  *lines(): Iterable<string> {
    for (const [key, levels] of this.#cache.entries()) {
      if (!levels.default && levels.byConversation.size === 0) continue;
      yield JSON.stringify([key, levels.default, [...levels.byConversation]]);
    }
  }

  restore(line: string): void {
    const [key, level, byConversation] = JSON.parse(line) as [string, Level | null, [string, Level][]];
    this.#replica.restoreRow(key, { default: level, byConversation: new Map(byConversation) });
  }

  /** The change feed's first change has the table read. */
  onModuleInit(): Promise<void> {
    return this.#replica.restore();
  }

  levelOf({ appId, userId, conversationId }: LevelQuery): Promise<Level | null> | Level | null {
    const key = memberKey(appId, userId);
    const known = this.#cache.get(key);
    if (known) return pick(known, conversationId);
    if (this.#isWhole && !this.#cache.hasForgotten && !this.#loads.has(key)) return null;
    if (Date.now() - this.#failedAt < FAILURE_PAUSE_MS) throw RECENTLY_FAILED;
    return this.#load({ appId, userId }).then((levels) => pick(levels, conversationId));
  }

  /**
   * Forgets what a change names, and reads it again. Call it after a change on this node too: the change feed's message
   * may have come before the caller's answer, or may still be on its way.
   */
  renew(change: Change): void {
    this.#replica.forget(change);
    if ('everything' in change) {
      this.#noteGap();
      this.#loads.clear();
      // If it fails, members are read on demand.
      this.#replica.refresh(change).catch(() => {});
    } else {
      this.#loads.delete(memberKey(change.appId, change.userId));
      // The next snapshot has the new level, even if the member sends no message until then.
      this.#load(change).then(
        () => this.#replica.scheduleSnapshot(),
        () => {},
      );
    }
  }

  #load(member: MemberKey): Promise<LevelSet> {
    const key = memberKey(member.appId, member.userId);
    const running = this.#loads.get(key);
    if (running) return running;
    const load = this.#read(member).finally(() => {
      if (this.#loads.get(key) === load) this.#loads.delete(key);
    });
    this.#loads.set(key, load);
    return load;
  }

  async #read(member: MemberKey): Promise<LevelSet> {
    const levels = (await this.#replica.readOne(member))!;
    if (this.feed.listening) this.#replica.scheduleSnapshot(GREW_MS);
    else this.#noteGap();
    return levels;
  }

  async #query(members: readonly MemberKey[]): Promise<Map<MemberKey, LevelSet>> {
    try {
      const found = await this.store.load(members);
      return new Map(members.map((member, index) => [member, found[index]!]));
    } catch (error) {
      this.#failedAt = Date.now();
      this.#noteGap();
      // Members of the next batch would only wait as long again.
      this.#batcher.abandon(error as Error);
      throw error;
    }
  }

  /** A member who is not in the cache may have a level. */
  #noteGap(): void {
    this.#gaps++;
    this.#isWhole = false;
  }

  async *#readAll(): AsyncGenerator<[string, LevelSet][]> {
    const gaps = this.#gaps;
    let after: MemberKey | undefined;
    for (let read = 0; read < MAX_READ; read += PAGE_SIZE) {
      const page = await this.store.page(after, PAGE_SIZE);
      yield page.map(([{ appId, userId }, levels]) => [memberKey(appId, userId), levels]);
      if (page.length < PAGE_SIZE) {
        this.#isWhole = gaps === this.#gaps;
        return;
      }
      after = page.at(-1)![0];
      await new Promise((resolve) => setTimeout(resolve, PAGE_PAUSE_MS).unref());
    }
  }
}

function pick(levels: LevelSet, conversationId: string | null): Level | null {
  return (conversationId ? levels.byConversation.get(conversationId) : undefined) ?? levels.default;
}
