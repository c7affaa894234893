import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { type Change, ChangeFeed } from '../replica/change-feed.js';
import { Database } from '../database/database.js';
import { Snapshots, type SnapshotSource } from '../replica/snapshots.js';
import { type NewStrike, STRIKE_TOPIC, StrikeStore } from './strike.store.js';
import { countsAt, type Strike } from './strike.js';

const SNAPSHOT = 'strikes';
const CHANGED_MS = 500;

type Term = Pick<Strike, 'givenAt' | 'expiresAt' | 'revokedAt'>;

/** How many strikes everybody has, in memory; a change on any node is here within milliseconds. */
@Injectable()
export class StrikeRegistry implements OnModuleInit, SnapshotSource {
  readonly name = SNAPSHOT;
  /** By app and user. */
  #terms = new Map<string, Term[]>();

  constructor(
    private readonly store: StrikeStore,
    private readonly database: Database,
    feed: ChangeFeed,
    private readonly snapshots: Snapshots,
  ) {
    snapshots.keep(this);
    feed.on(STRIKE_TOPIC, (change) => this.#refresh(change));
  }

  *lines(): Iterable<string> {
    for (const entry of this.#terms) yield JSON.stringify(entry);
  }

  restore(line: string): void {
    const [key, terms] = JSON.parse(line) as [string, { givenAt: string; expiresAt: string | null }[]];
    const restored = terms.map(({ givenAt, expiresAt }) => ({
      givenAt: new Date(givenAt),
      expiresAt: expiresAt === null ? null : new Date(expiresAt),
      revokedAt: null,
    }));
    this.#terms.set(key, restored);
  }

  async onModuleInit(): Promise<void> {
    if (!this.database.ready) await this.snapshots.restore(SNAPSHOT);
    await this.database.whenReady(() => this.#refresh({ topic: STRIKE_TOPIC, everything: true }));
  }

  /** How many strikes of somebody count. */
  count(appId: string, userId: string, now = Date.now()): number {
    const terms = this.#terms.get(keyOf(appId, userId));
    return terms ? terms.filter((term) => countsAt(term, now)).length : 0;
  }

  /** Gives somebody a strike; it counts on all nodes when they hear of it, here when the promise is fulfilled. */
  async give(strike: NewStrike, seconds: number | null): Promise<Strike> {
    const given = await this.database.transaction((client) => this.write(client, strike, seconds));
    await this.renew(given.appId, given.userId);
    return given;
  }

  /** Gives a strike with the transaction of `client`; {@link renew} when that is committed. */
  write(client: PoolClient, strike: NewStrike, seconds: number | null): Promise<Strike> {
    return this.store.add(client, strike, seconds);
  }

  /** Takes a strike back; undefined where there is none that still counts. */
  async revoke(id: number, by: string): Promise<Strike | undefined> {
    const revoked = await this.store.revoke(id, by);
    if (revoked) await this.renew(revoked.appId, revoked.userId);
    return revoked;
  }

  /** Reads somebody's strikes again. */
  async renew(appId: string, userId: string): Promise<void> {
    await this.#refresh({ topic: STRIKE_TOPIC, appId, userId });
  }

  async #refresh(change: Change): Promise<void> {
    const isAll = 'everything' in change;
    const found = await this.store.list({ ...(isAll ? {} : change), counting: true });
    if (isAll) {
      this.#terms = new Map();
      this.snapshots.isCurrent(SNAPSHOT);
    } else this.#terms.delete(keyOf(change.appId, change.userId));
    for (const strike of found) {
      const key = keyOf(strike.appId, strike.userId);
      const { givenAt, expiresAt, revokedAt } = strike;
      this.#terms.set(key, [...(this.#terms.get(key) ?? []), { givenAt, expiresAt, revokedAt }]);
    }
    this.snapshots.due(SNAPSHOT, CHANGED_MS);
  }
}

function keyOf(appId: string, userId: string): string {
  return `${appId}\n${userId}`;
}
