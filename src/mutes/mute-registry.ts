import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { PoolClient } from 'pg';
import type { Precondition } from '../admin/precondition.js';
import { memberKey } from '../replica/member-key.js';
import type { Replica } from '../replica/replica.js';
import { Replicas } from '../replica/replicas.js';
import type { SnapshotSource } from '../replica/snapshots.js';
import { UnstoredMutes } from './unstored-mutes.js';
import { MUTE_TOPIC, type MuteContent, type MuteKey, MuteStore } from './mute.store.js';

const EVERYWHERE = '';

/** Mutes of one member, by conversation. */
type MemberMutes = Map<string, MuteContent>;

/** All mutes, in memory. A change on any node arrives within milliseconds. */
@Injectable()
export class MuteRegistry implements OnModuleInit, OnApplicationShutdown, SnapshotSource {
  readonly name = 'mutes';
  readonly #replica: Replica<MemberMutes>;
  readonly #unstored = new UnstoredMutes((mute) => this.put(mute));

  constructor(
    private readonly store: MuteStore,
    replicas: Replicas,
  ) {
    this.#replica = replicas.create({
      topic: MUTE_TOPIC,
      snapshot: this,
      readAll: async function* () {
        yield byMember(await store.list());
      },
      readOne: async (member) =>
        byMember(await store.list(member)).get(memberKey(member.appId, member.userId)),
    });
  }

  *lines(): Iterable<string> {
    for (const [, mutes] of this.#replica.entries())
      for (const mute of mutes.values()) if (!this.#unstored.find(mute)) yield JSON.stringify(mute);
    for (const mute of this.#unstored.all) yield JSON.stringify({ ...mute, isUnstored: true });
  }

  restore(line: string): void {
    const { isUnstored, ...stored } = JSON.parse(line) as StoredLine;
    const mute = { ...stored, until: stored.until === null ? null : new Date(stored.until) };
    if (isUnstored) {
      this.#unstored.add(mute);
      return;
    }
    const key = memberKey(mute.appId, mute.userId);
    const mutes = this.#replica.get(key) ?? new Map<string, MuteContent>();
    this.#replica.restoreRow(key, mutes.set(mute.conversationId, mute));
  }

  onModuleInit(): Promise<void> {
    return this.#replica.start();
  }

  onApplicationShutdown(): void {
    this.#unstored.close();
  }

  /**
   * The mute that applies to a member in a conversation at `now`, in milliseconds since 1970. A mute of that conversation
   * takes precedence over one for every conversation.
   */
  find(
    appId: string,
    userId: string,
    conversationId: string | null,
    now = Date.now(),
  ): MuteContent | undefined {
    const stored = this.#replica.get(memberKey(appId, userId));
    if (!stored && this.#unstored.isEmpty) return undefined;
    const find = (conversationId: string): MuteContent | undefined => {
      const mute = this.#unstored.find({ appId, userId, conversationId }) ?? stored?.get(conversationId);
      return mute && (!mute.until || mute.until.getTime() > now) ? mute : undefined;
    };
    return (conversationId ? find(conversationId) : undefined) ?? find(EVERYWHERE);
  }

  /**
   * Stores a mute. It applies on this node when the promise is fulfilled, on others within milliseconds.
   *
   * @throws PreconditionFailedException if the stored mute is not the one that the caller knows
   */
  async put(mute: MuteContent, precondition?: Precondition): Promise<void> {
    await this.store.put(mute, precondition);
    await this.renew(mute.appId, mute.userId);
  }

  /** Mutes a member on this node at once, and on all others as soon as PostgreSQL accepts the mute. */
  impose(mute: MuteContent): void {
    this.#unstored.add(mute);
    this.#replica.scheduleSnapshot();
  }

  /** Stores a mute in the transaction of `client`. Call {@link renew} after the commit. */
  write(client: PoolClient, mute: MuteContent): Promise<void> {
    return this.store.write(client, mute);
  }

  /** Reads a member's mutes again. */
  async renew(appId: string, userId: string): Promise<void> {
    await this.#replica.refresh({ topic: MUTE_TOPIC, appId, userId });
  }

  /** Removes a mute. @returns whether there was one @throws PreconditionFailedException as {@link put} does */
  async remove(key: MuteKey, precondition?: Precondition): Promise<boolean> {
    const removed = await this.store.remove(key, precondition);
    await this.renew(key.appId, key.userId);
    return removed;
  }

  /** Stores and removes mutes, all or none. @returns how many mutes it removed */
  async change(put: readonly MuteContent[], remove: readonly MuteKey[]): Promise<number> {
    const removed = await this.store.change(put, remove);
    await this.#replica.refresh();
    return removed;
  }
}

interface StoredLine extends Omit<MuteContent, 'until'> {
  readonly until: string | null;
  readonly isUnstored?: boolean;
}

function byMember(mutes: readonly MuteContent[]): Map<string, MemberMutes> {
  const members = new Map<string, MemberMutes>();
  for (const mute of mutes) {
    const key = memberKey(mute.appId, mute.userId);
    const own = members.get(key) ?? new Map<string, MuteContent>();
    members.set(key, own.set(mute.conversationId, mute));
  }
  return members;
}
