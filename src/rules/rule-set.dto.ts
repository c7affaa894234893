import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import { NumericCursor, PageLimit } from '../admin/page.js';
import { RulesDto } from './rule.dto.js';

const LONGEST_REASON = 1_000;

/** Why something is changed, and whether it is in force at once. */
export class ChangeReasonDto {
  @ApiPropertyOptional({ description: 'Why; stands in the version.', default: '' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_REASON)
  reason: string = '';

  @ApiPropertyOptional({ description: 'Whether the version is in force at once.', default: true })
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  activate: boolean = true;
}

/** A whole rule set. */
export class RuleSetDto extends RulesDto {
  @ApiPropertyOptional({ description: 'Why; stands in the version.', default: '' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_REASON)
  reason: string = '';

  @ApiPropertyOptional({ description: 'Whether the version is in force at once.', default: true })
  @IsBoolean()
  activate: boolean = true;
}

export class ReasonDto {
  @ApiProperty({ description: 'Why.' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_REASON)
  reason: string = '';
}

export class RuleSetPageDto {
  @PageLimit(50, 500)
  limit: number = 50;

  @NumericCursor()
  cursor?: number;
}
