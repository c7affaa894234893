import { ApiProperty } from '@nestjs/swagger';
import { NextCursor, type Page, PageItems } from '../admin/page.js';
import type { Strike } from './strike.js';

/** A strike as the API shows it. */
export class StrikeItem implements Strike {
  @ApiProperty({ type: 'integer' })
  id!: number;

  @ApiProperty({ description: 'A SdkAppid, or openim.' })
  appId!: string;

  @ApiProperty()
  userId!: string;

  @ApiProperty()
  reason!: string;

  @ApiProperty({ description: 'The name of an API key.' })
  givenBy!: string;

  @ApiProperty()
  givenAt!: Date;

  @ApiProperty({ type: Date, nullable: true, description: 'Null: it counts until it is revoked.' })
  expiresAt!: Date | null;

  @ApiProperty({ type: String, nullable: true, description: 'The name of an API key.' })
  revokedBy!: string | null;

  @ApiProperty({ type: Date, nullable: true })
  revokedAt!: Date | null;
}

export class StrikePage implements Page<StrikeItem, number> {
  @PageItems(StrikeItem)
  items!: StrikeItem[];

  @NextCursor('integer')
  nextCursor!: number | null;
}
