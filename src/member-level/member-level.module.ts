import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DATA_SOURCE } from '../database/database-options.js';
import { MemberLevelSource } from './member-level-source.js';
import { MemberLevelChanges } from './member-level-changes.js';
import { MemberLevel } from './member-level.entity.js';
import { MemberLevelLookup } from './member-level-lookup.js';
import { MemberLevelPreload } from './member-level-preload.js';
import { MemberLevelStore } from './member-level.store.js';

/** Levels: the table, the API, and what the enricher asks. */
@Module({
  imports: [TypeOrmModule.forFeature([MemberLevel], DATA_SOURCE)],
  providers: [
    MemberLevelStore,
    MemberLevelChanges,
    MemberLevelPreload,
    MemberLevelLookup,
    { provide: MemberLevelSource, useExisting: MemberLevelLookup },
  ],
  exports: [MemberLevelSource],
})
export class MemberLevelModule {}
