import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { Database } from '../database/database.js';
import { memberKey } from '../replica/member-key.js';
import type { Replica } from '../replica/replica.js';
import { Replicas } from '../replica/replicas.js';
import type { SnapshotSource } from '../replica/snapshots.js';
import { type NewStrike, STRIKE_TOPIC, StrikeStore } from './strike.store.js';
import { countsAt, type Strike, type StrikeTerm } from './strike.js';

/** How many strikes each member has, in memory. A change on any node arrives within milliseconds. */
@Injectable()
export class StrikeRegistry implements OnModuleInit, SnapshotSource {
  readonly name = 'strikes';
  readonly #replica: Replica<readonly StrikeTerm[]>;

  constructor(
    private readonly store: StrikeStore,
    private readonly database: Database,
    replicas: Replicas,
  ) {
    this.#replica = replicas.create({
      topic: STRIKE_TOPIC,
      snapshot: this,
      readAll: () => this.#readAll(),
      readOne: async (member) => {
        const strikes = await store.list({ ...member, counting: true });
        return strikes.length > 0 ? strikes.map(termOf) : undefined;
      },
    });
  }

  *lines(): Iterable<string> {
    for (const entry of this.#replica.entries()) yield JSON.stringify(entry);
  }

  restore(line: string): void {
    const [key, terms] = JSON.parse(line) as [string, { givenAt: string; expiresAt: string | null }[]];
    const restored = terms.map(({ givenAt, expiresAt }) => ({
      givenAt: new Date(givenAt),
      expiresAt: expiresAt === null ? null : new Date(expiresAt),
      revokedAt: null,
    }));
    this.#replica.restoreRow(key, restored);
  }

  onModuleInit(): Promise<void> {
    return this.#replica.start();
  }

  /** How many strikes of a member count at `now`, in milliseconds since 1970. */
  count(appId: string, userId: string, now = Date.now()): number {
    const terms = this.#replica.get(memberKey(appId, userId));
    return terms ? terms.filter((term) => countsAt(term, now)).length : 0;
  }

  /**
   * Gives a member a strike. It counts on this node when the promise is fulfilled, on others within milliseconds.
   *
   * @param seconds how long it counts; null: until it is revoked
   */
  async give(strike: NewStrike, seconds: number | null): Promise<Strike> {
    const given = await this.database.transaction((client) => this.write(client, strike, seconds));
    await this.renew(given.appId, given.userId);
    return given;
  }

  /** Gives a strike in the transaction of `client`. Call {@link renew} after the commit. */
  write(client: PoolClient, strike: NewStrike, seconds: number | null): Promise<Strike> {
    return this.store.add(client, strike, seconds);
  }

  /** Revokes a strike. @returns undefined if no such strike counts */
  async revoke(id: number, by: string): Promise<Strike | undefined> {
    const revoked = await this.store.revoke(id, by);
    if (revoked) await this.renew(revoked.appId, revoked.userId);
    return revoked;
  }

  /** Reads a member's strikes again. */
  async renew(appId: string, userId: string): Promise<void> {
    await this.#replica.refresh({ topic: STRIKE_TOPIC, appId, userId });
  }

  async *#readAll(): AsyncGenerator<Iterable<[string, readonly StrikeTerm[]]>> {
    const terms = new Map<string, StrikeTerm[]>();
    for (const strike of await this.store.list({ counting: true })) {
      const key = memberKey(strike.appId, strike.userId);
      const known = terms.get(key);
      if (known) known.push(termOf(strike));
      else terms.set(key, [termOf(strike)]);
    }
    yield terms;
  }
}

function termOf({ givenAt, expiresAt, revokedAt }: Strike): StrikeTerm {
  return { givenAt, expiresAt, revokedAt };
}
