import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import type { Findings } from '../pipeline/extensions/policy-result.js';
import type { KeywordHit } from '../keywords/keyword.js';
import type { EvaluationResult } from './engine/evaluation.js';
import { KeywordItem } from '../keywords/keyword-list-items.js';
import type { RuleTrace } from './engine/rule-set.js';
import { RULE_STATES, type RuleState } from './engine/rule.js';

const VERDICTS = ['allow', 'reject', 'discard'] as const;
type VerdictKind = (typeof VERDICTS)[number];

/** A keyword in a text. */
export class KeywordHitItem extends KeywordItem implements KeywordHit {
  @ApiProperty({ type: 'integer', description: 'UTF-16 offset of its beginning in the text.' })
  start!: number;

  @ApiProperty({ type: 'integer', description: 'UTF-16 offset of what follows it.' })
  end!: number;
}

/** What one rule made of a message. */
export class RuleTraceItem implements RuleTrace {
  @ApiProperty({ example: 'no-casino' })
  name!: string;

  @ApiProperty({ enum: RULE_STATES })
  state!: RuleState;

  @ApiProperty()
  isInScope!: boolean;

  @ApiProperty({ description: 'Whether the message is among the share that the rule is for.' })
  isInShare!: boolean;

  @ApiProperty({ type: Boolean, nullable: true, description: 'Null: it was not asked.' })
  holds!: boolean | null;

  @ApiPropertyOptional({ description: 'Why it has no opinion.' })
  error?: string;
}

export class ShadowFinding {
  @ApiProperty({ enum: VERDICTS })
  verdict!: VerdictKind;

  @ApiProperty()
  rule!: string;
}

export class FindingsItem implements Findings {
  @ApiPropertyOptional({ type: 'integer', description: 'The version that was evaluated.' })
  ruleSetVersion?: number;

  @ApiPropertyOptional({ description: 'The rule that gave the verdict.' })
  rule?: string;

  @ApiPropertyOptional({ type: [String], description: 'All rules that applied.' })
  hits?: readonly string[];

  @ApiPropertyOptional({
    type: ShadowFinding,
    description: 'The verdict if shadow rules were live.',
  })
  shadow?: ShadowFinding;

  @ApiPropertyOptional({ type: [String], description: 'The rules that want a person to look at it.' })
  reviews?: readonly string[];

  @ApiPropertyOptional({ type: [String], description: 'What did not go as it should.' })
  failures?: readonly string[];
}

export class MaskItem {
  @ApiProperty({ description: 'What stands for each character.' })
  with!: string;

  @ApiProperty({ type: [String], description: 'The lists whose words are masked.' })
  lists!: readonly string[];
}

export class RuleMuteItem {
  @ApiProperty({ type: 'integer' })
  seconds!: number;

  @ApiProperty({ type: 'integer', nullable: true })
  code!: number | null;

  @ApiProperty()
  info!: string;
}

/** What else the rules would do. */
export class EvaluationItem implements Omit<EvaluationResult, 'verdict'> {
  @ApiPropertyOptional({ type: MaskItem, description: 'The words that are masked in what is delivered.' })
  mask?: MaskItem;

  @ApiPropertyOptional({ type: RuleMuteItem, description: 'The sender is muted.' })
  mute?: RuleMuteItem;

  @ApiProperty({ type: FindingsItem })
  findings!: FindingsItem;
}

/** What a version would do with a message, and why. */
@ApiExtraModels(KeywordHitItem)
export class ExplanationItem {
  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty({ enum: VERDICTS })
  verdict!: VerdictKind;

  @ApiProperty({ type: 'integer', nullable: true })
  code!: number | null;

  @ApiProperty({ type: String, nullable: true })
  info!: string | null;

  @ApiProperty({ type: EvaluationItem })
  judgement!: EvaluationItem;

  @ApiProperty({
    type: [RuleTraceItem],
    description: 'All rules but drafts, in the order in which they are asked.',
  })
  rules!: readonly RuleTrace[];

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'array', items: { $ref: getSchemaPath(KeywordHitItem) } },
    description: 'By list, the words that it has in the text.',
  })
  keywords!: Readonly<Record<string, readonly KeywordHit[]>>;
}
