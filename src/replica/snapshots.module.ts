import { Global, Module } from '@nestjs/common';
import { Snapshots } from './snapshots.js';

@Global()
@Module({ providers: [Snapshots], exports: [Snapshots] })
export class SnapshotsModule {}
