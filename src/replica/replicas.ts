import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '../database/database.js';
import { ChangeFeed } from './change-feed.js';
import { Replica, type ReplicaTable } from './replica.js';
import { Snapshots } from './snapshots.js';

/** Makes the replicas of an application, and stops them with it. */
@Injectable()
export class Replicas implements OnApplicationShutdown {
  readonly #replicas: { stop(): void }[] = [];

  constructor(
    private readonly database: Database,
    private readonly feed: ChangeFeed,
    private readonly snapshots: Snapshots,
  ) {}

  /** Call it in a constructor: the change feed begins when the application starts. */
  create<Row>(table: ReplicaTable<Row>): Replica<Row> {
    const { database, feed, snapshots } = this;
    const replica = new Replica(table, { database, feed, snapshots });
    this.#replicas.push(replica);
    return replica;
  }

  onApplicationShutdown(): void {
    for (const replica of this.#replicas) replica.stop();
  }
}
