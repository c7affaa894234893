import { Module } from '@nestjs/common';
import { StrikeRegistry } from './strike-registry.js';
import { StrikeStore } from './strike.store.js';

/** Strikes against members: the table, the API, and the registry that rules ask. */
@Module({
  providers: [StrikeStore, StrikeRegistry],
  exports: [StrikeRegistry],
})
export class StrikesModule {}
