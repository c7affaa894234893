import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { NextCursor, type Page, PageItems } from '../../admin/page.js';

const VERDICTS = ['allow', 'reject', 'discard'] as const;
/** JSON as the vendor wrote it. */
const ANYTHING = { anyOf: [{}] };
const TEXT = { type: String, nullable: true } as const;

/** Somebody for whom an action does not go on. */
export class RefusedTargetItem {
  @ApiProperty()
  userId!: string;

  @ApiProperty({ type: 'integer', nullable: true })
  code!: number | null;

  @ApiProperty()
  info!: string;
}

const MOMENT = { type: Date, nullable: true } as const;

/** What the vendor told of a message later; all null: nothing. */
export class DeliveryItem {
  @ApiProperty({ type: String, enum: ['sent', 'failed', 'recalled', null], nullable: true })
  state!: 'sent' | 'failed' | 'recalled' | null;

  @ApiProperty(MOMENT)
  at!: Date | null;

  @ApiProperty({
    anyOf: [{ type: 'number' }, { type: 'string' }, { type: 'object', nullable: true, enum: [null] }],
    description: 'What the vendor calls it in its conversation; a number to its last digit.',
  })
  seq!: number | string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: "Of failed: the vendor's code." })
  code!: number | null;

  @ApiProperty(TEXT)
  info!: string | null;
}

/** What the vendor's own moderation said of a message. */
export class ModerationItem {
  @ApiProperty({ enum: ['blocked', 'passed'] })
  state!: 'blocked' | 'passed';

  @ApiProperty(MOMENT)
  at!: Date | null;
}

/** A record as the admin API shows it; what the vendor did not send is null. */
export class MessageItem {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  receivedAt!: Date;

  @ApiProperty({ example: 'group' })
  family!: string;

  @ApiProperty({ example: 'Group.CallbackBeforeSendMsg' })
  command!: string;

  @ApiProperty({ description: 'A SdkAppid, or openim.' })
  appId!: string;

  @ApiProperty(TEXT)
  conversationId!: string | null;

  @ApiProperty(TEXT)
  topicId!: string | null;

  @ApiProperty(TEXT)
  senderId!: string | null;

  @ApiProperty(TEXT)
  operatorId!: string | null;

  @ApiProperty(TEXT)
  clientIp!: string | null;

  @ApiProperty(TEXT)
  clientPlatform!: string | null;

  @ApiProperty({ ...TEXT, description: "The vendor's own id of the message." })
  messageKey!: string | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Milliseconds since 1970, as the vendor says.',
  })
  eventTime!: number | null;

  @ApiProperty({ ...ANYTHING, description: 'The message as it came; what was no JSON is a string.' })
  body!: unknown;

  @ApiProperty(TEXT)
  cloudCustomData!: string | null;

  @ApiProperty({ enum: VERDICTS })
  verdict!: (typeof VERDICTS)[number];

  @ApiProperty({ type: 'integer', nullable: true, description: 'Of reject: what the client got.' })
  code!: number | null;

  @ApiProperty(TEXT)
  info!: string | null;

  @ApiProperty({ description: 'The policy that gave the verdict, or why none did.' })
  decidedBy!: string;

  @ApiProperty({ type: 'integer', nullable: true })
  ruleSetVersion!: number | null;

  @ApiProperty({ ...TEXT, description: 'The rule that gave the verdict.' })
  rule!: string | null;

  @ApiProperty({ type: [String], description: 'All rules that applied.' })
  ruleHits!: string[];

  @ApiProperty({
    type: 'object',
    nullable: true,
    properties: { verdict: { type: 'string', enum: [...VERDICTS] }, rule: { type: 'string' } },
    required: ['verdict', 'rule'],
    selfRequired: true,
    additionalProperties: false,
    description: 'What rules on trial would have said; null: the same.',
  })
  shadow!: { verdict: (typeof VERDICTS)[number]; rule: string } | null;

  @ApiProperty({
    type: 'object',
    nullable: true,
    additionalProperties: true,
    selfRequired: true,
    description:
      'What rules were told beside the message: level, strikes, counts, at; null: they asked for nothing.',
  })
  observed!: object | null;

  @ApiProperty({ ...ANYTHING, description: 'What left instead; null: nothing was changed.' })
  deliveredBody!: unknown;

  @ApiProperty({ ...ANYTHING, description: 'The custom data that left instead; null: it was not changed.' })
  deliveredCustomData!: unknown;

  @ApiProperty({ ...TEXT, description: 'What did not go as it should, in words.' })
  failure!: string | null;

  @ApiProperty({ description: 'Milliseconds from the arrival to the answer.' })
  elapsedMs!: number;

  @ApiPropertyOptional({ description: 'Of an allowed message whose vendor tells what becomes of it.' })
  delivery?: DeliveryItem;

  @ApiPropertyOptional({ description: 'Where the vendor moderated it, too.' })
  moderation?: ModerationItem;

  @ApiPropertyOptional({ enum: ['action', 'notice'], description: 'Left out: a message.' })
  kind?: 'action' | 'notice';

  @ApiPropertyOptional({
    type: [RefusedTargetItem],
    description: 'For whom an allowed action did not go on.',
  })
  refusedTargets?: RefusedTargetItem[];
}

export class MessagePage implements Page<MessageItem, string> {
  @PageItems(MessageItem)
  items!: MessageItem[];

  @NextCursor('string')
  nextCursor!: string | null;
}
