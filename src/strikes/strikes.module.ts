import { Global, Module } from '@nestjs/common';
import { StrikeRegistry } from './strike-registry.js';
import { StrikeStore } from './strike.store.js';
import { StrikesController } from './strikes.controller.js';

/** What people held against somebody, for a time: the table, the API, and what rules ask. */
@Global()
@Module({
  controllers: [StrikesController],
  providers: [StrikeStore, StrikeRegistry],
  exports: [StrikeRegistry],
})
export class StrikesModule {}
