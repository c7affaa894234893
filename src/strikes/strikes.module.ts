import { Module } from '@nestjs/common';
import { StrikeRegistry } from './strike-registry.js';
import { StrikeStore } from './strike.store.js';

/** What people held against somebody, for a time: the table, the API, and what rules ask. */
@Module({
  providers: [StrikeStore, StrikeRegistry],
  exports: [StrikeRegistry],
})
export class StrikesModule {}
