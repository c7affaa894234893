import { Get, Query } from '@nestjs/common';
import { ApiOperation, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { AdminController } from './admin-controller.decorator.js';
import { NeedsRole } from './admin-role.js';
import { type AuditItem, AuditLog } from './audit-log.service.js';
import { Instant } from './instant.js';

class AuditQueryDto {
  @ApiPropertyOptional({ description: 'The name of a key.' })
  @IsOptional()
  @IsString()
  actor?: string;

  @Instant('Called then or later.')
  from?: Date;

  @Instant('Called before then.')
  to?: Date;

  @ApiPropertyOptional({ minimum: 1, maximum: 1000, default: 100 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit: number = 100;

  @ApiPropertyOptional({ description: 'The nextCursor of the page before.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  cursor?: number;
}

@AdminController('audit-log')
@NeedsRole('admin')
export class AuditLogController {
  constructor(private readonly log: AuditLog) {}

  @Get()
  @ApiOperation({ summary: 'Lists who changed what, and who read messages, newest first.' })
  async list(
    @Query() { cursor, limit, ...query }: AuditQueryDto,
  ): Promise<{ items: AuditItem[]; nextCursor: number | null }> {
    const found = await this.log.find({ ...query, before: cursor, limit: limit + 1 });
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? items.at(-1)!.id : null };
  }
}
