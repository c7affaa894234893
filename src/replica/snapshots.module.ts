import { Module } from '@nestjs/common';
import { Snapshots } from './snapshots.js';

@Module({ providers: [Snapshots], exports: [Snapshots] })
export class SnapshotsModule {}
