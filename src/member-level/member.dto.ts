import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { ID_LIMIT, MemberPathDto } from '../admin/member-path.dto.js';

/** Bytes that every message of the member has to carry: kept short. */
export const LEVEL_LIMIT = 64;
export const TITLE_LIMIT = 256;

export class LevelConversationDto {
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    maxLength: ID_LIMIT,
    description: 'Only there; left out: wherever no other level is set.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(ID_LIMIT)
  conversationId?: string | null;
}

export class LevelDto extends LevelConversationDto {
  @ApiProperty({ example: 'LV1', minLength: 1, maxLength: LEVEL_LIMIT, description: 'As it is delivered.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(LEVEL_LIMIT)
  level!: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    maxLength: TITLE_LIMIT,
    description: "The company's own name for it; not delivered.",
  })
  @IsOptional()
  @IsString()
  @MaxLength(TITLE_LIMIT)
  title?: string | null;
}

/** A row of an import. */
export class MemberImportDto extends IntersectionType(MemberPathDto, LevelDto) {}
