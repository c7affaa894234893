import { ApiProperty } from '@nestjs/swagger';
import { RULE_STATES, type RuleState } from '../rules/engine/rule.js';

const VERDICTS = ['allow', 'reject', 'discard'] as const;
type VerdictKind = (typeof VERDICTS)[number];
const COUNT = { type: 'integer', minimum: 0 } as const;
const TEXT = { type: String, nullable: true } as const;

/** A verdict in short; the rule that gave it, where one did. */
export class ShortVerdict {
  @ApiProperty({ enum: VERDICTS })
  verdict!: VerdictKind;

  @ApiProperty({ type: 'integer', nullable: true })
  code!: number | null;

  @ApiProperty(TEXT)
  rule!: string | null;
}

/** One of the messages that show what a candidate would do. */
export class BacktestSample {
  @ApiProperty({ format: 'uuid', description: 'Of its record.' })
  id!: string;

  @ApiProperty({ format: 'date-time' })
  receivedAt!: string;

  @ApiProperty()
  app!: string;

  @ApiProperty()
  family!: string;

  @ApiProperty(TEXT)
  conversationId!: string | null;

  @ApiProperty(TEXT)
  senderId!: string | null;

  @ApiProperty({ type: [String], description: 'All rules that applied.' })
  hits!: readonly string[];

  @ApiProperty()
  was!: ShortVerdict;

  @ApiProperty()
  now!: ShortVerdict;
}

export class VerdictChange {
  @ApiProperty({ enum: VERDICTS })
  from!: VerdictKind;

  @ApiProperty({ enum: VERDICTS })
  to!: VerdictKind;

  @ApiProperty(COUNT)
  count!: number;
}

export class RuleTally {
  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: RULE_STATES })
  state!: RuleState;

  @ApiProperty({ ...COUNT, description: 'Messages that it applied to.' })
  hits!: number;

  @ApiProperty({
    ...COUNT,
    description: 'Those on which its verdict was the one, or of a rule on trial would be.',
  })
  decided!: number;

  @ApiProperty({ description: 'Hits from the first message to the last one.' })
  perMinute!: number;
}

export class ConversationTally {
  @ApiProperty()
  app!: string;

  @ApiProperty(TEXT)
  conversationId!: string | null;

  @ApiProperty(COUNT)
  hits!: number;

  @ApiProperty(COUNT)
  changed!: number;
}

/** What judging a message takes, in microseconds. */
export class JudgingCost {
  @ApiProperty()
  meanUs!: number;

  @ApiProperty()
  p50Us!: number;

  @ApiProperty()
  p99Us!: number;
}

/** How far a candidate agrees with what reviewers said of messages. */
export class LabelTally {
  @ApiProperty({
    ...COUNT,
    description: 'Violations that are refused, and fine messages that are delivered.',
  })
  agreed!: number;

  @ApiProperty(COUNT)
  disagreed!: number;

  @ApiProperty({ ...COUNT, description: 'Violations that would be delivered.' })
  missed!: number;

  @ApiProperty({ ...COUNT, description: 'Fine messages that would not be.' })
  falseAlarms!: number;
}

/** What came of a backtest. */
export class BacktestReport {
  @ApiProperty({ ...COUNT, description: 'Messages that were looked at.' })
  messages!: number;

  @ApiProperty({
    ...COUNT,
    description:
      'Of these, those that rules were never asked about: others had decided, or there was no time. They count nowhere else.',
  })
  notComparable!: number;

  @ApiProperty({ ...COUNT, description: 'Messages that some rule applied to.' })
  hits!: number;

  @ApiProperty({
    ...COUNT,
    description: 'Messages whose verdict would be another one, or have another code.',
  })
  changed!: number;

  @ApiProperty({ type: [VerdictChange] })
  changes!: readonly VerdictChange[];

  @ApiProperty({ type: [RuleTally] })
  rules!: readonly RuleTally[];

  @ApiProperty({ type: [ConversationTally], description: 'Those with the most hits.' })
  conversations!: readonly ConversationTally[];

  @ApiProperty({ ...COUNT, description: 'Conversations with hits.' })
  conversationCount!: number;

  @ApiProperty({
    type: [BacktestSample],
    description: 'At most fifty, by lot: of the changed ones, then of other hits.',
  })
  samples!: readonly BacktestSample[];

  @ApiProperty()
  cost!: JudgingCost;

  @ApiProperty()
  labels!: LabelTally;

  @ApiProperty()
  seconds!: number;
}
