import { ApiProperty } from '@nestjs/swagger';
import { NextCursor, type Page, PageItems } from '../../admin/page.js';
import { RuleDto } from '../engine/rule.dto.js';
import type { RuleSetSummary, RuleSetVersion } from './rule-set.store.js';

/** A version without its rules. */
export class RuleSetHead {
  @ApiProperty({ type: 'integer', minimum: 1 })
  version!: number;

  @ApiProperty({ type: 'integer', nullable: true, description: 'The one that it was made from.' })
  parent!: number | null;

  @ApiProperty({ description: 'The name of the key that made it; presend: it made it by itself.' })
  author!: string;

  @ApiProperty()
  reason!: string;

  @ApiProperty()
  createdAt!: Date;
}

/** A version. It never changes. */
export class RuleSetItem extends RuleSetHead implements RuleSetVersion {
  @ApiProperty({ type: [RuleDto] })
  rules!: RuleSetVersion['rules'];

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'By keyword list, the revision that the version uses.',
  })
  lists!: RuleSetVersion['lists'];
}

export class RuleSetSummaryItem extends RuleSetHead implements RuleSetSummary {
  @ApiProperty({ type: 'integer' })
  ruleCount!: number;

  @ApiProperty({ type: [String], description: 'The names of the keys that approved it.' })
  approvedBy!: string[];

  @ApiProperty({ type: Date, nullable: true, description: 'When it was activated last; null: never.' })
  activatedAt!: Date | null;
}

export class RuleSetPage implements Page<RuleSetSummaryItem, number> {
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'The active version; null: none was ever activated.',
  })
  active!: number | null;

  @PageItems(RuleSetSummaryItem)
  items!: RuleSetSummaryItem[];

  @NextCursor('integer')
  nextCursor!: number | null;
}

/** The result of a change. */
export class Changed {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'The version that it made.' })
  version!: number;

  @ApiProperty({ description: 'False: it waits to be activated.' })
  active!: boolean;
}
