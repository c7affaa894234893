import { Global, Module } from '@nestjs/common';
import { Snapshots } from './snapshots.service.js';

@Global()
@Module({ providers: [Snapshots], exports: [Snapshots] })
export class SnapshotsModule {}
