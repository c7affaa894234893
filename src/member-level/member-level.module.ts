import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DATA_SOURCE } from '../database/database-options.js';
import { MemberLevelSource } from './member-level-source.js';
import { MemberLevelChanges } from './member-level-changes.js';
import { MemberLevel } from './member-level.entity.js';
import { MemberLevels } from './member-levels.js';
import { MemberLevelStore } from './member-level.store.js';

/** Member levels: the table, the API, and the source for enricher and rules. */
@Module({
  imports: [TypeOrmModule.forFeature([MemberLevel], DATA_SOURCE)],
  providers: [
    MemberLevelStore,
    MemberLevelChanges,
    MemberLevels,
    { provide: MemberLevelSource, useExisting: MemberLevels },
  ],
  exports: [MemberLevelSource],
})
export class MemberLevelModule {}
