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

const MOST_ITEMS = 1_000;

export class MutedConversationDto {
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    maxLength: ID_LIMIT,
    description: 'Only there; left out: in every conversation of the app.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(ID_LIMIT)
  conversationId?: string | null;
}

export class MuteDto extends MutedConversationDto {
  @Instant('The mute ends then by itself; left out: when it is taken back.', true)
  until?: Date | null;

  @ApiPropertyOptional({
    type: 'integer',
    nullable: true,
    description: "What the sender's client gets: 10100–10200, 120001–130000, or 5000–9999 of OpenIM.",
  })
  @IsOptional()
  @IsInt()
  code?: number | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    maxLength: 1000,
    description: "The text that the sender's client gets.",
  })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  info?: string | null;
}

/** A mute of a batch, with whom it is of. */
export class BatchMuteDto extends IntersectionType(MemberPathDto, MuteDto) {}

/** Which mute of a batch is taken back. */
export class BatchUnmuteDto extends IntersectionType(MemberPathDto, MutedConversationDto) {}

export class MuteBatchDto {
  @ApiPropertyOptional({ type: [BatchMuteDto], maxItems: MOST_ITEMS, default: [] })
  @IsArray()
  @ArrayMaxSize(MOST_ITEMS)
  @ValidateNested({ each: true })
  @Type(() => BatchMuteDto)
  put: BatchMuteDto[] = [];

  @ApiPropertyOptional({ type: [BatchUnmuteDto], maxItems: MOST_ITEMS, default: [] })
  @IsArray()
  @ArrayMaxSize(MOST_ITEMS)
  @ValidateNested({ each: true })
  @Type(() => BatchUnmuteDto)
  remove: BatchUnmuteDto[] = [];
}

export class MutePageDto {
  @ApiPropertyOptional({ description: 'A SdkAppid, or openim.' })
  @IsOptional()
  @IsString()
  app?: string;

  @ApiPropertyOptional({ description: 'Who is muted.' })
  @IsOptional()
  @IsString()
  userId?: string;

  @PageLimit(100, 1000)
  limit: number = 100;

  @TextCursor()
  cursor?: string;
}
