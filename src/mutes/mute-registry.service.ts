import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { type Change, ChangeFeed } from '../database/change-feed.service.js';
import { DATA_SOURCE } from '../database/database-options.js';
import { Database } from '../database/database.service.js';
import { fromColumn, toColumn } from '../database/lossless-text.js';
import { Snapshots, type SnapshotSource } from '../snapshots/snapshots.service.js';
import { Mute } from './mute.entity.js';

const TOPIC = 'mute';
const EVERYWHERE = '';
const SNAPSHOT = 'mutes';
/** How soon a snapshot is taken after a change: a mute that is lost is a troll who is back. */
const CHANGED_MS = 500;

/** All mutes, in memory; a change on any node is here within milliseconds. */
@Injectable()
export class MuteRegistry implements OnModuleInit, SnapshotSource {
  readonly name = SNAPSHOT;
  /** By app and user, the mutes of one person by conversation. */
  #mutes = new Map<string, Map<string, Mute>>();

  constructor(
    @InjectDataSource(DATA_SOURCE) private readonly dataSource: DataSource,
    private readonly database: Database,
    private readonly feed: ChangeFeed,
    private readonly snapshots: Snapshots,
  ) {
    snapshots.keep(this);
    feed.on(TOPIC, (change) => this.#refresh(change));
  }

  *lines(): Iterable<string> {
    for (const mutes of this.#mutes.values()) for (const mute of mutes.values()) yield JSON.stringify(mute);
  }

  restore(line: string): void {
    const mute = JSON.parse(line) as Mute & { until: string | null };
    addTo(this.#mutes, { ...mute, until: mute.until === null ? null : new Date(mute.until) });
  }

  async onModuleInit(): Promise<void> {
    if (!this.database.ready) await this.snapshots.restore(SNAPSHOT);
    await this.database.whenReady(() => this.#refresh({ topic: TOPIC, everything: true }));
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

  /** Stores a mute; in force on all nodes when they hear of it, on this one when the promise is fulfilled. */
  async put(mute: Omit<Mute, 'updatedAt'>): Promise<void> {
    await this.database.transaction((client) => this.write(client, mute));
    await this.renew(mute.appId, mute.userId);
  }

  /** Stores a mute with the transaction of `client`; {@link renew} when that is committed. */
  async write(client: PoolClient, mute: Omit<Mute, 'updatedAt'>): Promise<void> {
    await client.query(
      `INSERT INTO mute (app_id, user_id, conversation_id, until, code, info) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT ON CONSTRAINT mute_pk DO UPDATE
       SET until = excluded.until, code = excluded.code, info = excluded.info, updated_at = now()`,
      [...idsOf(mute), mute.until, mute.code, toColumn(mute.info)],
    );
    await this.feed.announce(client, { topic: TOPIC, appId: mute.appId, userId: mute.userId });
  }

  /** Reads somebody's mutes again. */
  async renew(appId: string, userId: string): Promise<void> {
    await this.#refresh({ topic: TOPIC, appId, userId });
  }

  /** Takes a mute back; tells whether there was one. */
  async remove(appId: string, userId: string, conversationId: string): Promise<boolean> {
    const removed = await this.database.transaction(async (client) => {
      const { rowCount } = await client.query(
        'DELETE FROM mute WHERE app_id = $1 AND user_id = $2 AND conversation_id = $3',
        idsOf({ appId, userId, conversationId }),
      );
      await this.feed.announce(client, { topic: TOPIC, appId, userId });
      return rowCount === 1;
    });
    await this.renew(appId, userId);
    return removed;
  }

  async #refresh(change: Change): Promise<void> {
    const repository = this.dataSource.getRepository(Mute);
    if ('everything' in change) {
      const mutes = new Map<string, Map<string, Mute>>();
      for (const mute of await repository.find()) addTo(mutes, decoded(mute));
      this.#mutes = mutes;
      this.snapshots.isCurrent(SNAPSHOT);
      this.snapshots.due(SNAPSHOT, CHANGED_MS);
      return;
    }
    const { appId, userId } = change;
    const rows = await repository.findBy({ appId: toColumn(appId), userId: toColumn(userId) });
    const own = new Map<string, Map<string, Mute>>();
    for (const mute of rows) addTo(own, decoded(mute));
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

function idsOf({
  appId,
  userId,
  conversationId,
}: Pick<Mute, 'appId' | 'userId' | 'conversationId'>): string[] {
  return [appId, userId, conversationId].map((id) => toColumn(id));
}

function decoded(mute: Mute): Mute {
  const { appId, userId, conversationId, info } = mute;
  return {
    ...mute,
    appId: fromColumn(appId),
    userId: fromColumn(userId),
    conversationId: fromColumn(conversationId),
    info: fromColumn(info),
  };
}

function addTo(mutes: Map<string, Map<string, Mute>>, mute: Mute): void {
  const key = keyOf(mute.appId, mute.userId);
  mutes.set(key, (mutes.get(key) ?? new Map<string, Mute>()).set(mute.conversationId, mute));
}
