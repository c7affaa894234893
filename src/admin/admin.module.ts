import { Global, Module } from '@nestjs/common';
import { AdminKeyGuard } from './admin-key.guard.js';

/** What the admin API's controllers share. They stand with what they administer. */
@Global()
@Module({ providers: [AdminKeyGuard], exports: [AdminKeyGuard] })
export class AdminModule {}
