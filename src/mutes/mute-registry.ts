import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import type { Precondition } from '../admin/precondition.js';
import { type Change, ChangeFeed } from '../replica/change-feed.js';
import { DATA_SOURCE } from '../database/database-options.js';
import { Database } from '../database/database.js';
import { decodeText, encodeText } from '../database/pg-text.js';
import { Snapshots, type SnapshotSource } from '../replica/snapshots.js';
import { Mute } from './mute.entity.js';
import { UnstoredMutes } from './unstored-mutes.js';
import { MUTE_TOPIC, type MuteContent, type MuteKey, MuteStore } from './mute.store.js';

const EVERYWHERE = '';
const SNAPSHOT = 'mutes';
/** How soon a snapshot is taken after a change: a mute that is lost is a troll who is back. */
const CHANGED_MS = 500;

/** All mutes, in memory; a change on any node is here within milliseconds. */
@Injectable()
export class MuteRegistry implements OnModuleInit, OnApplicationShutdown, SnapshotSource {
  readonly name = SNAPSHOT;
  /** By app and user, the mutes of one person by conversation. */
  #mutes = new Map<string, Map<string, Mute>>();
  readonly #unstored = new UnstoredMutes((mute) => this.put(mute));

  constructor(
    @InjectDataSource(DATA_SOURCE) private readonly dataSource: DataSource,
    private readonly store: MuteStore,
    private readonly database: Database,
    feed: ChangeFeed,
    private readonly snapshots: Snapshots,
  ) {
    snapshots.keep(this);
    feed.on(MUTE_TOPIC, (change) => this.#refresh(change));
  }

  *lines(): Iterable<string> {
    for (const mutes of this.#mutes.values())
      for (const mute of mutes.values())
        yield JSON.stringify({ ...mute, isUnstored: this.#unstored.has(mute) || undefined });
  }

  restore(line: string): void {
    const { isUnstored, ...mute } = JSON.parse(line) as Mute & { until: string | null; isUnstored?: boolean };
    const restored = { ...mute, until: mute.until === null ? null : new Date(mute.until) };
    addTo(this.#mutes, restored);
    if (isUnstored) this.#unstored.add(restored);
  }

  async onModuleInit(): Promise<void> {
    if (!this.database.ready) await this.snapshots.restore(SNAPSHOT);
    await this.database.whenReady(() => this.#refresh({ topic: MUTE_TOPIC, everything: true }));
  }

  onApplicationShutdown(): void {
    this.#unstored.close();
  }

  /** The mute that is in force for a person in a conversation; one of that conversation goes first. */
  find(appId: string, userId: string, conversationId: string | null, now = Date.now()): Mute | undefined {
    const mutes = this.#mutes.get(keyOf(appId, userId));
    if (!mutes) return undefined;
    const isInForce = (mute: Mute | undefined): boolean =>
      !!mute && (!mute.until || mute.until.getTime() > now);
    const here = conversationId ? mutes.get(conversationId) : undefined;
    const everywhere = mutes.get(EVERYWHERE);
    return isInForce(here) ? here : isInForce(everywhere) ? everywhere : undefined;
  }

  /**
   * Stores a mute; in force on all nodes when they hear of it, on this one when the promise is fulfilled.
   *
   * @throws PreconditionFailedException where what is there is not what the caller knows
   */
  async put(mute: MuteContent, precondition?: Precondition): Promise<void> {
    await this.store.put(mute, precondition);
    await this.renew(mute.appId, mute.userId);
  }

  /** Mutes somebody on this node at once, and on all others as soon as PostgreSQL takes it. */
  impose(mute: MuteContent): void {
    addTo(this.#mutes, withoutDate(mute));
    this.#unstored.add(mute);
    this.snapshots.due(SNAPSHOT, CHANGED_MS);
  }

  /** Stores a mute with the transaction of `client`; {@link renew} when that is committed. */
  write(client: PoolClient, mute: MuteContent): Promise<void> {
    return this.store.write(client, mute);
  }

  /** Reads somebody's mutes again. */
  async renew(appId: string, userId: string): Promise<void> {
    await this.#refresh({ topic: MUTE_TOPIC, appId, userId });
  }

  /** Takes a mute back; tells whether there was one. @throws PreconditionFailedException as {@link put} does */
  async remove(key: MuteKey, precondition?: Precondition): Promise<boolean> {
    const removed = await this.store.remove(key, precondition);
    await this.renew(key.appId, key.userId);
    return removed;
  }

  /** Stores mutes and takes others back, all or none. @returns how many of those that were to go were there */
  async change(put: readonly MuteContent[], remove: readonly MuteKey[]): Promise<number> {
    const removed = await this.store.change(put, remove);
    await this.#refresh({ topic: MUTE_TOPIC, everything: true });
    return removed;
  }

  async #refresh(change: Change): Promise<void> {
    const repository = this.dataSource.getRepository(Mute);
    if ('everything' in change) {
      const mutes = new Map<string, Map<string, Mute>>();
      for (const mute of await repository.find()) addTo(mutes, decoded(mute));
      for (const mute of this.#unstored.of()) addTo(mutes, withoutDate(mute));
      this.#mutes = mutes;
      this.snapshots.isCurrent(SNAPSHOT);
      this.snapshots.due(SNAPSHOT, CHANGED_MS);
      return;
    }
    const { appId, userId } = change;
    const rows = await repository.findBy({ appId: encodeText(appId), userId: encodeText(userId) });
    const own = new Map<string, Map<string, Mute>>();
    for (const mute of rows) addTo(own, decoded(mute));
    for (const mute of this.#unstored.of(appId, userId)) addTo(own, withoutDate(mute));
    const key = keyOf(appId, userId);
    const mutes = own.get(key);
    if (mutes) this.#mutes.set(key, mutes);
    else this.#mutes.delete(key);
    this.snapshots.due(SNAPSHOT, CHANGED_MS);
  }
}

function keyOf(appId: string, userId: string): string {
  return `${appId}\n${userId}`;
}

/** As PostgreSQL would give it, which says when it was stored. */
function withoutDate(mute: MuteContent): Mute {
  return { ...mute, updatedAt: new Date() };
}

function decoded(mute: Mute): Mute {
  const { appId, userId, conversationId, info } = mute;
  return {
    ...mute,
    appId: decodeText(appId),
    userId: decodeText(userId),
    conversationId: decodeText(conversationId),
    info: decodeText(info),
  };
}

function addTo(mutes: Map<string, Map<string, Mute>>, mute: Mute): void {
  const key = keyOf(mute.appId, mute.userId);
  mutes.set(key, (mutes.get(key) ?? new Map<string, Mute>()).set(mute.conversationId, mute));
}
