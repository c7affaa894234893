import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DATA_SOURCE } from '../database/database-options.js';
import { AdminKeyRegistry } from './keys/admin-key-registry.js';
import { AdminKey } from './keys/admin-key.entity.js';
import { AuditLog } from './audit/audit-log.js';
import { AdminLimits } from './admin-limits.js';
import { UnknownCalls } from './problems/unknown-calls.js';

/** Keys, limits and the audit log of the admin API. Each other controller is in the folder of its feature. */
@Module({
  imports: [TypeOrmModule.forFeature([AdminKey], DATA_SOURCE)],
  providers: [AdminKeyRegistry, AdminLimits, AuditLog, UnknownCalls],
  exports: [AdminKeyRegistry, AdminLimits, AuditLog],
})
export class AdminModule {}
