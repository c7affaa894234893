import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DATA_SOURCE } from '../database/database-options.js';
import { MuteCodes } from './mute-codes.js';
import { MuteRegistry } from './mute-registry.js';
import { Mute } from './mute.entity.js';
import { MuteStore } from './mute.store.js';

/** Mutes: the table, the API, and the registry that the policy asks. */
@Module({
  imports: [TypeOrmModule.forFeature([Mute], DATA_SOURCE)],
  providers: [MuteRegistry, MuteStore, MuteCodes],
  exports: [MuteRegistry],
})
export class MuteModule {}
