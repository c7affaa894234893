import { Module } from '@nestjs/common';
import { ChangeFeed } from './change-feed.js';
import { Replicas } from './replicas.js';
import { Snapshots } from './snapshots.js';

/** Tables that each node mirrors in memory: the change feed, the snapshots on disk, and the replicas. */
@Module({ providers: [ChangeFeed, Snapshots, Replicas], exports: [ChangeFeed, Snapshots, Replicas] })
export class ReplicaModule {}
