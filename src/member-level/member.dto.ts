import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { ID_LIMIT, MemberPathDto } from '../admin/member-path.dto.js';

/** Every message of the member carries the level, so it is short. */
export const LEVEL_LIMIT = 64;
export const TITLE_LIMIT = 256;

export class LevelConversationDto {
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    maxLength: ID_LIMIT,
    description: 'For this conversation only; left out: for all conversations without a level of their own.',
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
    description: "The company's own name for the level; it is not delivered.",
  })
  @IsOptional()
  @IsString()
  @MaxLength(TITLE_LIMIT)
  title?: string | null;
}

/** A line of an import. */
export class MemberImportDto extends IntersectionType(MemberPathDto, LevelDto) {}
