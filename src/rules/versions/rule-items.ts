import { ApiProperty } from '@nestjs/swagger';
import { NextCursor, type Page, PageItems } from '../../admin/page.js';
import type { Rule } from '../engine/rule.js';
import { RuleDto } from '../engine/rule.dto.js';

/** A rule and the version that it is in. */
export class RuleItem extends RuleDto {
  @ApiProperty({ type: 'integer', minimum: 1 })
  version!: number;
}

export class RulePage implements Page<Rule, string> {
  @ApiProperty({
    type: 'integer',
    minimum: 0,
    description: 'The version that they are of; 0: there is none.',
  })
  version!: number;

  @PageItems(RuleDto)
  items!: Rule[];

  @NextCursor('string')
  nextCursor!: string | null;
}
