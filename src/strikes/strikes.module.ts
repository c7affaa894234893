import { Global, Module } from '@nestjs/common';
import { StrikeRegistry } from './strike-registry.js';
import { StrikeStore } from './strike.store.js';
import { StrikesController } from './strikes.controller.js';

/** Strikes against members: the table, the API, and the registry that rules ask. */
@Global()
@Module({
  controllers: [StrikesController],
  providers: [StrikeStore, StrikeRegistry],
  exports: [StrikeRegistry],
})
export class StrikesModule {}
