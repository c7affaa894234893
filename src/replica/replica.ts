import { Logger } from '@nestjs/common';
import { type Database, reasonOf } from '../database/database.js';
import type { Change, ChangeFeed } from './change-feed.js';
import { type MemberKey, memberKey } from './member-key.js';
import { ReadVersions } from './read-versions.js';
import type { Snapshots, SnapshotSource } from './snapshots.js';

/** How long a replica waits before it reads again after a failure. */
const RETRY_MS = 500;
const SNAPSHOT_MS = 500;

/** The table that a replica mirrors, and how the replica reads it. */
export interface ReplicaTable<Row> {
  /** The topic of its changes on the change feed. */
  readonly topic: string;
  /** Reads the whole table, page by page; each key once. */
  readAll(): AsyncIterable<Iterable<readonly [string, Row]>>;
  /** Reads the row of one member; undefined: there is none. Left out: each change reads the whole table. */
  readonly readOne?: (member: MemberKey) => Promise<Row | undefined>;
  /** Left out: the table is not known to a node that starts without PostgreSQL. */
  readonly snapshot?: SnapshotSource;
  /** How soon after a change the node writes a snapshot, in milliseconds; left out: 500. */
  readonly snapshotMs?: number;
  /** Runs after the whole table was read. */
  readonly onRead?: () => void;
  /** Follows a change in its own way, instead of {@link Replica.refresh}; it handles its own failures. */
  readonly onChange?: (change: Change) => void;
  /** Holds the rows instead of a Map. The whole table is read straight into it: {@link Replica.forget} rows first. */
  readonly rows?: ReplicaRows<Row>;
  /** False: rows that are read just now are not kept. */
  readonly keeps?: () => boolean;
}

/** The part of a Map that a replica needs. */
export interface ReplicaRows<Row> {
  get(key: string): Row | undefined;
  set(key: string, row: Row): void;
  delete(key: string): void;
  clear(): void;
  entries(): Iterable<readonly [string, Row]>;
}

export interface ReplicaServices {
  readonly database: Pick<Database, 'ready' | 'whenReady'>;
  readonly feed: Pick<ChangeFeed, 'on'>;
  readonly snapshots: Pick<Snapshots, 'register' | 'restore' | 'markCurrent' | 'schedule'>;
}

/**
 * A table of PostgreSQL that the node mirrors in memory. It follows the change feed, and begins with its snapshot if
 * PostgreSQL is away at the start. Reads may overtake each other: {@link ReadVersions} keeps the newest rows.
 */
export class Replica<Row> {
  readonly #logger = new Logger(Replica.name);
  readonly #versions = new ReadVersions();
  #rows: ReplicaRows<Row>;
  /** PostgreSQL's rows are in memory, or the old rows were dropped: a snapshot would come too late. */
  #isLoaded = false;
  #isFailing = false;
  #isStopped = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(
    private readonly table: ReplicaTable<Row>,
    private readonly services: ReplicaServices,
  ) {
    const { topic, snapshot, onChange, rows = new Map<string, Row>() } = table;
    this.#rows = rows;
    if (snapshot) services.snapshots.register(snapshot);
    services.feed.on(topic, (change) => (onChange ? onChange(change) : this.#follow(change)));
  }

  /** Restores the snapshot if PostgreSQL is away, and reads the table as soon as PostgreSQL is there. */
  async start(): Promise<void> {
    const { database } = this.services;
    await this.restore();
    await database.whenReady(() => (this.#isLoaded ? undefined : this.#follow(this.#everything)));
  }

  /** Restores the snapshot if PostgreSQL is away. */
  async restore(): Promise<void> {
    const { database, snapshots } = this.services;
    if (database.ready || !this.table.snapshot) return;
    await snapshots.restore(this.table.snapshot.name, () => this.#isLoaded);
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  entries(): Iterable<readonly [string, Row]> {
    return this.#rows.entries();
  }

  /** Puts a row of the snapshot into memory. */
  restoreRow(key: string, row: Row): void {
    if (!this.#isLoaded) this.#rows.set(key, row);
  }

  /** Reads what a change names. @throws what the table throws; memory then stays as it is */
  async refresh(change: Change = this.#everything): Promise<void> {
    if ('everything' in change || !this.table.readOne) await this.#readAll();
    else await this.readOne(change);
    this.scheduleSnapshot();
  }

  /** Reads the row of one member, and keeps it unless memory holds a newer one. @returns the row that it read */
  async readOne(member: MemberKey): Promise<Row | undefined> {
    const key = memberKey(member.appId, member.userId);
    const version = this.#versions.begin();
    try {
      const row = await this.table.readOne!(member);
      if (this.#keeps && this.#versions.isNewest(version, key)) {
        this.#versions.apply(version, key);
        if (row === undefined) this.#rows.delete(key);
        else this.#rows.set(key, row);
      }
      return row;
    } finally {
      this.#versions.end();
    }
  }

  /** Drops the rows that a change names. Reads that are in progress do not bring them back. */
  forget(change: Change): void {
    const version = this.#versions.next();
    if ('everything' in change) {
      this.#isLoaded = true;
      this.#versions.apply(version);
      this.#rows.clear();
      this.#markCurrent();
    } else {
      const key = memberKey(change.appId, change.userId);
      this.#versions.apply(version, key);
      this.#rows.delete(key);
    }
  }

  /** Rows changed: the node writes a snapshot soon. */
  scheduleSnapshot(ms = this.table.snapshotMs ?? SNAPSHOT_MS): void {
    if (this.table.snapshot) this.services.snapshots.schedule(this.table.snapshot.name, ms);
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#retry);
  }

  get #everything(): Change {
    return { topic: this.table.topic, everything: true };
  }

  get #keeps(): boolean {
    return this.table.keeps?.() ?? true;
  }

  /** Reads what a change names. After a failure, memory may be old: the replica reads the whole table again. */
  async #follow(change: Change): Promise<void> {
    try {
      await this.refresh(change);
      this.#isFailing = false;
    } catch (error) {
      if (this.#isStopped) return;
      // Log the first failure only: PostgreSQL stays away for a while.
      if (!this.#isFailing)
        this.#logger.error(`Cannot read ${this.table.topic}, trying again: ${reasonOf(error)}`);
      this.#isFailing = true;
      this.#retry ??= setTimeout(() => {
        this.#retry = undefined;
        void this.#follow(this.#everything);
      }, RETRY_MS).unref();
    }
  }

  async #readAll(): Promise<void> {
    const version = this.#versions.begin();
    try {
      const rows = this.table.rows ?? new Map<string, Row>();
      for await (const page of this.table.readAll()) {
        if (!this.#keeps || !this.#versions.isNewest(version)) return;
        for (const [key, row] of page) if (this.#versions.isNewest(version, key)) rows.set(key, row);
      }
      if (this.#versions.isNewest(version)) this.#replace(rows, version);
    } finally {
      this.#versions.end();
    }
  }

  #replace(rows: ReplicaRows<Row>, version: number): void {
    // A row that changed during the read is newer in memory, or is gone from it.
    for (const key of this.#versions.newerThan(version)) {
      const row = this.#rows.get(key);
      if (row === undefined) rows.delete(key);
      else rows.set(key, row);
    }
    this.#versions.apply(version);
    this.#rows = rows;
    this.#isLoaded = true;
    this.#markCurrent();
    this.table.onRead?.();
  }

  #markCurrent(): void {
    if (this.table.snapshot) this.services.snapshots.markCurrent(this.table.snapshot.name);
  }
}
