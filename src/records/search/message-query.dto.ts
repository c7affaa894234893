import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString } from 'class-validator';
import { Instant } from '../../admin/instant.js';
import { PageLimit } from '../../admin/page.js';
import { TextCursor } from '../../admin/text-cursor.js';

/** Filters of `GET /api/v1/messages`; all that are given have to fit. */
export class MessageQueryDto {
  @ApiPropertyOptional({ description: 'A SdkAppid, or openim.' })
  @IsOptional()
  @IsString()
  app?: string;

  @ApiPropertyOptional({ example: 'group' })
  @IsOptional()
  @IsString()
  family?: string;

  @ApiPropertyOptional({ description: 'Group, room or official account.' })
  @IsOptional()
  @IsString()
  conversation?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  sender?: string;

  @ApiPropertyOptional({ enum: ['allow', 'reject', 'discard'] })
  @IsOptional()
  @IsIn(['allow', 'reject', 'discard'])
  verdict?: 'allow' | 'reject' | 'discard';

  @ApiPropertyOptional({
    enum: ['true', 'false'],
    description:
      'false: allowed and, a minute later, not known to be delivered, or known to have failed; true: delivered. ' +
      'Of commands whose vendor tells; without from: of the last hour.',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  delivered?: 'true' | 'false';

  @ApiPropertyOptional({ enum: ['message', 'action', 'notice'] })
  @IsOptional()
  @IsIn(['message', 'action', 'notice'])
  kind?: 'message' | 'action' | 'notice';

  @Instant('Received then or later.')
  from?: Date;

  @Instant('Received before then.')
  to?: Date;

  @ApiPropertyOptional({ description: 'A part of the readable text, in any case of letters.' })
  @IsOptional()
  @IsString()
  text?: string;

  @ApiPropertyOptional({
    enum: ['true'],
    description: 'true: whose verdict rules on trial would have changed.',
  })
  @IsOptional()
  @IsIn(['true'])
  shadow?: 'true';

  @ApiPropertyOptional({ description: 'The rule that gave the verdict.' })
  @IsOptional()
  @IsString()
  rule?: string;

  @PageLimit(100, 1000)
  limit: number = 100;

  @TextCursor()
  cursor?: string;
}
