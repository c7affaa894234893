import { ApiProperty } from '@nestjs/swagger';
import { NextCursor, type Page, PageItems } from '../admin/page.js';

export const REVIEW_LABELS = ['fine', 'violation'] as const;
/** What a person says of a message: the rules were wrong, or right. */
export type ReviewLabel = (typeof REVIEW_LABELS)[number];

/** A message that was delivered, and that somebody should look at. */
export class ReviewItem {
  @ApiProperty({ format: 'uuid', description: 'Of its record, too.' })
  id!: string;

  @ApiProperty()
  receivedAt!: Date;

  @ApiProperty({ type: [String], description: 'The rules that asked for it.' })
  rules!: string[];

  @ApiProperty()
  appId!: string;

  @ApiProperty({ example: 'group' })
  family!: string;

  @ApiProperty({ type: String, nullable: true })
  conversationId!: string | null;

  @ApiProperty({ type: String, nullable: true })
  senderId!: string | null;

  @ApiProperty({ description: 'What a person reads of it.' })
  text!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The name of the key that has it.' })
  claimedBy!: string | null;

  @ApiProperty({ type: Date, nullable: true, description: 'Then somebody else may have it.' })
  claimedUntil!: Date | null;

  @ApiProperty({ type: String, enum: [...REVIEW_LABELS, null], nullable: true })
  label!: ReviewLabel | null;

  @ApiProperty({ type: String, nullable: true })
  decidedBy!: string | null;

  @ApiProperty({ type: Date, nullable: true })
  decidedAt!: Date | null;
}

export class ReviewPage implements Page<ReviewItem, string> {
  @PageItems(ReviewItem)
  items!: ReviewItem[];

  @NextCursor('string')
  nextCursor!: string | null;
}

/** What was handed out. */
export class ClaimedReviews {
  @PageItems(ReviewItem)
  items!: ReviewItem[];
}
