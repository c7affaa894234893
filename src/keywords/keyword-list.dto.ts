import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, Matches } from 'class-validator';
import { FOREIGN_CURSOR, PageLimit } from '../admin/page.js';
import { ChangeReasonDto } from '../rules/versions/rule-set.dto.js';
import { RULE_NAME } from '../rules/engine/rule.dto.js';

export class KeywordListDto extends ChangeReasonDto {
  @ApiPropertyOptional({ description: 'Chinese words are found in Latin letters too.', default: false })
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  pinyin: boolean = false;
}

export class KeywordListPageDto {
  @PageLimit(1000, 1000)
  limit: number = 1000;

  @ApiPropertyOptional({ description: 'The nextCursor of the page before.' })
  @IsOptional()
  @Matches(RULE_NAME, { message: FOREIGN_CURSOR })
  cursor?: string;
}
