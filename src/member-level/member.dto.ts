import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { ID_LIMIT, MemberPathDto } from '../admin/member-path.dto.js';

/** Bytes that every message of the member has to carry: kept short. */
export const LEVEL_LIMIT = 64;
export const TITLE_LIMIT = 256;

export class ConversationDto {
  @ApiPropertyOptional({ description: 'Only there; left out: wherever no other level is set.' })
  @IsOptional()
  @IsString()
  @MaxLength(ID_LIMIT)
  conversationId?: string | null;
}

export class LevelDto extends ConversationDto {
  @ApiProperty({ example: 'LV1', description: 'As it is delivered.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(LEVEL_LIMIT)
  level!: string;

  @ApiPropertyOptional({ description: "The company's own name for it; not delivered." })
  @IsOptional()
  @IsString()
  @MaxLength(TITLE_LIMIT)
  title?: string | null;
}

/** A row of an import. */
export class MemberImportDto extends MemberPathDto {
  @IsString()
  @IsNotEmpty()
  @MaxLength(LEVEL_LIMIT)
  level!: string;

  @IsOptional()
  @IsString()
  @MaxLength(TITLE_LIMIT)
  title?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(ID_LIMIT)
  conversationId?: string | null;
}
