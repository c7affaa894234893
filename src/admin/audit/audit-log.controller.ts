import { Get, Query } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { AdminController } from '../admin-controller.decorator.js';
import { NeedsRole } from '../admin-role.js';
import { ApiCall } from '../api-call.decorator.js';
import { AuditPage } from './audit-item.js';
import { AuditLog } from './audit-log.js';
import { Instant } from '../instant.js';
import { NumericCursor, PageLimit, pageOf } from '../page.js';

class AuditQueryDto {
  @ApiPropertyOptional({ description: 'The name of a key.' })
  @IsOptional()
  @IsString()
  actor?: string;

  @Instant('Only calls at this time or later.')
  from?: Date;

  @Instant('Only calls before this time.')
  to?: Date;

  @PageLimit(100, 1000)
  limit: number = 100;

  @NumericCursor()
  cursor?: number;
}

@AdminController('audit-log')
@NeedsRole('admin')
export class AuditLogController {
  constructor(private readonly log: AuditLog) {}

  @Get()
  @ApiCall({
    id: 'listAuditLog',
    summary: 'Lists the calls that changed something or read messages, newest first.',
    answer: AuditPage,
  })
  async list(@Query() { cursor, limit, ...query }: AuditQueryDto): Promise<AuditPage> {
    const found = await this.log.find({ ...query, before: cursor, limit: limit + 1 });
    return pageOf(found, limit, ({ id }) => id);
  }
}
