import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Change, ChangeFeed } from '../replica/change-feed.js';
import { Database } from '../database/database.js';
import { Snapshots, type SnapshotSource } from '../replica/snapshots.js';
import { LevelCache } from './level-cache.js';
import { LevelLoad } from './level-load.js';
import type { Level, MemberLevels, MemberLevelSource, LevelQuery } from './member-level-source.js';
import { MemberLevelPreload } from './member-level-preload.js';
import { LEVEL_TOPIC, memberKey, type MemberKey, MemberLevelStore } from './member-level.store.js';

/** Members kept in memory, those without a level included. */
const CACHE_SIZE = 3_000_000;
/** After a failure nobody else waits for the database, for so long. */
const PAUSE_MS = 1_000;
/** Members asked for with one query. */
const BATCH_LIMIT = 500;
/** How soon a snapshot is taken after a change, and after somebody was merely asked for. */
const CHANGED_MS = 5_000;
const GREW_MS = 60_000;
const SNAPSHOT = 'levels';
/** One for all: where PostgreSQL is away there are thousands a second, and each one's stack would be dear. */
const JUST_FAILED = new Error('PostgreSQL did not answer a moment ago');

/**
 * Levels from Presend's table, through a bounded cache. Members who are not in it are asked for together, one
 * query for all that arrive meanwhile. A change on any node empties what it touches within milliseconds. While
 * news from other nodes may be missing nothing new is kept; what is known still serves, since it is most often
 * the database that is away, and with it everybody who could change a level. When it is back, all is forgotten.
 */
@Injectable()
export class MemberLevelLookup implements MemberLevelSource, SnapshotSource, OnModuleInit {
  readonly name = SNAPSHOT;
  readonly #cache = new LevelCache(CACHE_SIZE);
  readonly #loads = new Map<string, LevelLoad>();
  #batch: LevelLoad[] = [];
  #isAsking = false;
  #failedAt = 0;
  /** Of the reading of the whole table: another one makes it void. */
  #preload = 0;
  /** While it goes on: who changed since it began; it may bring what they were before. */
  #changed: Set<string> | undefined;
  /** Whether the whole table was read: who is not in memory then has no level, and nobody need be asked. */
  #isWhole = false;
  /** How often somebody's level could not be found, or kept. */
  #missed = 0;

  constructor(
    private readonly store: MemberLevelStore,
    private readonly feed: ChangeFeed,
    private readonly database: Database,
    private readonly snapshots: Snapshots,
    private readonly preload: MemberLevelPreload,
  ) {
    feed.on(LEVEL_TOPIC, (change) => this.renew(change));
    snapshots.keep(this);
  }

  async onModuleInit(): Promise<void> {
    if (!this.database.ready) await this.snapshots.restore(SNAPSHOT);
  }

  *lines(): Iterable<string> {
    for (const [key, levels] of this.#cache.entries()) {
      if (!levels.default && levels.byConversation.size === 0) continue;
      yield JSON.stringify([key, levels.default, [...levels.byConversation]]);
    }
  }

  restore(line: string): void {
    const [key, level, byConversation] = JSON.parse(line) as [string, Level | null, [string, Level][]];
    this.#cache.set(key, { default: level, byConversation: new Map(byConversation) });
  }

  levelOf({ appId, userId, conversationId }: LevelQuery): Promise<Level | null> | Level | null {
    const known = this.#knownLevelOf(appId, userId, conversationId);
    if (known !== undefined) return known;
    if (Date.now() - this.#failedAt < PAUSE_MS) throw JUST_FAILED;
    return this.#load({ appId, userId }).then((levels) => pick(levels, conversationId));
  }

  #knownLevelOf(appId: string, memberId: string, conversationId: string | null): Level | null | undefined {
    const key = memberKey(appId, memberId);
    const known = this.#cache.get(key);
    if (known) return pick(known, conversationId);
    const hasNone = this.#isWhole && !this.#cache.hasForgotten && !this.#loads.has(key);
    return hasNone ? null : undefined;
  }

  /**
   * Forgets what a change touches, and asks for it anew. Who makes a change calls it too: the news of it may have come
   * before, and what was asked for then is forgotten with the rest.
   */
  renew(change: Change): void {
    this.#forget(change);
    if ('everything' in change) {
      this.snapshots.isCurrent(SNAPSHOT);
      void this.#readAll();
    } else {
      // So that the next snapshot has it, whether or not the member says something before.
      this.#load(change).then(
        () => this.snapshots.due(SNAPSHOT, CHANGED_MS),
        () => {},
      );
    }
  }

  #forget(change: Change): void {
    if ('everything' in change) {
      this.#preload++;
      this.#isWhole = false;
      this.#cache.clear();
      for (const load of this.#loads.values()) load.changed = true;
      this.#loads.clear();
      return;
    }
    const key = memberKey(change.appId, change.userId);
    this.#changed?.add(key);
    this.#cache.delete(key);
    const load = this.#loads.get(key);
    if (load) load.changed = true;
    this.#loads.delete(key);
  }

  async #readAll(): Promise<void> {
    const mine = ++this.#preload;
    const changed = (this.#changed = new Set());
    const missed = this.#missed;
    try {
      const isWhole = await this.preload.read(({ appId, userId }, levels) => {
        if (mine !== this.#preload || !this.feed.listening) return false;
        const key = memberKey(appId, userId);
        if (!changed.has(key)) this.#cache.set(key, levels);
        return true;
      });
      if (mine !== this.#preload) return;
      this.#isWhole = isWhole && missed === this.#missed;
      this.snapshots.due(SNAPSHOT, CHANGED_MS);
    } catch {
      // Then levels are asked for when their members say something.
    } finally {
      if (mine === this.#preload) this.#changed = undefined;
    }
  }

  #load(key: MemberKey): Promise<MemberLevels> {
    const name = memberKey(key.appId, key.userId);
    const running = this.#loads.get(name);
    if (running) return running.promise;
    const load = new LevelLoad(key);
    this.#loads.set(name, load);
    this.#batch.push(load);
    this.#schedule();
    return load.promise;
  }

  // One query at a time: a query costs ten times what a member in it does.
  #schedule(): void {
    if (this.#isAsking || this.#batch.length === 0) return;
    this.#isAsking = true;
    setImmediate(() => void this.#flush());
  }

  async #flush(): Promise<void> {
    await this.#ask(this.#batch.splice(0, BATCH_LIMIT));
    this.#isAsking = false;
    this.#schedule();
  }

  async #ask(loads: readonly LevelLoad[]): Promise<void> {
    try {
      const found = await this.store.load(loads.map(({ key }) => key));
      loads.forEach((load, index) => this.#settle(load, found[index]!));
    } catch (error) {
      this.#failedAt = Date.now();
      this.#miss();
      // Those who wait for the next query would only wait as long again.
      for (const load of [...loads, ...this.#batch.splice(0)]) {
        if (!load.changed) this.#loads.delete(memberKey(load.key.appId, load.key.userId));
        load.reject(error);
      }
    }
  }

  /** Somebody who is not in memory may have a level all the same. */
  #miss(): void {
    this.#missed++;
    this.#isWhole = false;
  }

  #settle(load: LevelLoad, levels: MemberLevels): void {
    if (!load.changed) {
      const key = memberKey(load.key.appId, load.key.userId);
      this.#loads.delete(key);
      if (this.feed.listening) {
        this.#cache.set(key, levels);
        this.snapshots.due(SNAPSHOT, GREW_MS);
      } else this.#miss();
    }
    load.resolve(levels);
  }
}

function pick(levels: MemberLevels, conversationId: string | null): Level | null {
  return (conversationId ? levels.byConversation.get(conversationId) : undefined) ?? levels.default;
}
