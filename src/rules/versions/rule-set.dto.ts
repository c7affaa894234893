import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { NumericCursor, PageLimit } from '../../admin/page.js';
import { RulesDto } from '../engine/rule.dto.js';

const LONGEST_REASON = 1_000;

/** Why something is done; give the property its default too. */
function Reason(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({
      description: 'Why; stands in the version.',
      default: '',
      maxLength: LONGEST_REASON,
    }),
    IsOptional(),
    IsString(),
    MaxLength(LONGEST_REASON),
  );
}

/** The reason of a change, and whether it is activated at once. */
export class ChangeReasonDto {
  @Reason()
  reason: string = '';

  @ApiPropertyOptional({ description: 'Whether the version is activated at once.', default: true })
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  activate: boolean = true;
}

/** A whole rule set. */
export class RuleSetDto extends RulesDto {
  @Reason()
  reason: string = '';

  @ApiPropertyOptional({ description: 'Whether the version is activated at once.', default: true })
  @IsBoolean()
  activate: boolean = true;
}

export class ReasonDto {
  @Reason()
  reason: string = '';
}

/** `/<version>`. */
export class VersionPathDto {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  version!: number;
}

export class RuleSetPageDto {
  @PageLimit(50, 500)
  limit: number = 50;

  @NumericCursor()
  cursor?: number;
}
