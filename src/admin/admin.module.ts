import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DATA_SOURCE } from '../database/database-options.js';
import { AdminKeyRegistry } from './admin-key-registry.service.js';
import { AdminKey } from './admin-key.entity.js';
import { AdminKeysController } from './admin-keys.controller.js';
import { AuditLogController } from './audit-log.controller.js';
import { AuditLog } from './audit-log.service.js';
import { AdminLimits } from './admin-limits.service.js';
import { UnknownCalls } from './unknown-calls.service.js';

/** Who may use the admin API. Its other controllers stand with what they administer. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([AdminKey], DATA_SOURCE)],
  controllers: [AdminKeysController, AuditLogController],
  providers: [AdminKeyRegistry, AdminLimits, AuditLog, UnknownCalls],
  exports: [AdminKeyRegistry, AdminLimits, AuditLog],
})
export class AdminModule {}
