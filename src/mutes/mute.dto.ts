import { ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { Instant } from '../admin/instant.js';
import { ID_LIMIT, MemberPathDto } from '../admin/member-path.dto.js';
import { PageLimit } from '../admin/page.js';
import { TextCursor } from '../admin/text-cursor.js';

const MAX_ITEMS = 1_000;

export class MutedConversationDto {
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    maxLength: ID_LIMIT,
    description: 'Mutes in this conversation only; left out: in every conversation of the app.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(ID_LIMIT)
  conversationId?: string | null;
}

export class MuteDto extends MutedConversationDto {
  @Instant('When the mute ends; left out: when it is removed.', true)
  until?: Date | null;

  @ApiPropertyOptional({
    type: 'integer',
    nullable: true,
    description: "The code that the sender's client gets: 10100–10200 or 120001–130000; in OpenIM 5000–9999.",
  })
  @IsOptional()
  @IsInt()
  code?: number | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    maxLength: 1000,
    description: "The text that the sender's client shows.",
  })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  info?: string | null;
}

/** A mute of a batch, with its member. */
export class BatchMuteDto extends IntersectionType(MemberPathDto, MuteDto) {}

/** A mute that a batch removes. */
export class BatchUnmuteDto extends IntersectionType(MemberPathDto, MutedConversationDto) {}

export class MuteBatchDto {
  @ApiPropertyOptional({ type: [BatchMuteDto], maxItems: MAX_ITEMS, default: [] })
  @IsArray()
  @ArrayMaxSize(MAX_ITEMS)
  @ValidateNested({ each: true })
  @Type(() => BatchMuteDto)
  put: BatchMuteDto[] = [];

  @ApiPropertyOptional({ type: [BatchUnmuteDto], maxItems: MAX_ITEMS, default: [] })
  @IsArray()
  @ArrayMaxSize(MAX_ITEMS)
  @ValidateNested({ each: true })
  @Type(() => BatchUnmuteDto)
  remove: BatchUnmuteDto[] = [];
}

export class MutePageDto {
  @ApiPropertyOptional({ description: 'A SdkAppid, or openim.' })
  @IsOptional()
  @IsString()
  app?: string;

  @ApiPropertyOptional({ description: 'The muted user.' })
  @IsOptional()
  @IsString()
  userId?: string;

  @PageLimit(100, 1000)
  limit: number = 100;

  @TextCursor()
  cursor?: string;
}
