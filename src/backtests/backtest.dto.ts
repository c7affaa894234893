import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Instant } from '../admin/instant.js';
import { NumericCursor, PageLimit } from '../admin/page.js';
import { RuleDto } from '../rules/engine/rule.dto.js';

const MOST_RULES = 10_000;

/** What is to be judged again, and by which rules. */
export class BacktestWishDto {
  @ApiPropertyOptional({ description: 'Left out, and rules too: the version in force.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  version?: number;

  @ApiPropertyOptional({ type: [RuleDto], description: 'Rules that stand nowhere yet.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_RULES)
  @ValidateNested({ each: true })
  @Type(() => RuleDto)
  rules?: RuleDto[];

  @ApiPropertyOptional({
    type: [String],
    description: 'Names of rules that are judged with as if they were live; `*`: all.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_RULES)
  @IsString({ each: true })
  asLive?: string[];

  @Instant('Messages received then or later; left out: from the first one on.')
  from?: Date;

  @Instant('Messages received before then; left out: until now.')
  to?: Date;

  @ApiPropertyOptional({ description: 'A SdkAppid, or openim.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  app?: string;

  @ApiPropertyOptional({ example: 'group' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  family?: string;
}

export class BacktestPageDto {
  @PageLimit(50, 500)
  limit: number = 50;

  @NumericCursor()
  cursor?: number;
}
