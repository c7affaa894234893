import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DATA_SOURCE } from '../database/database-options.js';
import { AdminKeyRegistry } from './keys/admin-key-registry.js';
import { AdminKey } from './keys/admin-key.entity.js';
import { AuditLog } from './audit/audit-log.js';
import { AdminLimits } from './admin-limits.js';
import { UnknownCalls } from './problems/unknown-calls.js';

/** Who may use the admin API. Its other controllers stand with what they administer. */
@Module({
  imports: [TypeOrmModule.forFeature([AdminKey], DATA_SOURCE)],
  providers: [AdminKeyRegistry, AdminLimits, AuditLog, UnknownCalls],
  exports: [AdminKeyRegistry, AdminLimits, AuditLog],
})
export class AdminModule {}
