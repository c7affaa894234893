import { Global, Module } from '@nestjs/common';
import { AdminLimits } from './admin-limits.service.js';

/** What the admin API's controllers share. They stand with what they administer. */
@Global()
@Module({ providers: [AdminLimits], exports: [AdminLimits] })
export class AdminModule {}
