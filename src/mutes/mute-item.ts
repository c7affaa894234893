import { ApiProperty } from '@nestjs/swagger';
import { NextCursor, type Page, PageItems } from '../admin/page.js';
import { contentEtag } from '../admin/precondition.js';
import type { Mute } from './mute.entity.js';

/** A mute as the API shows it. */
export class MuteItem {
  @ApiProperty({ description: 'A SdkAppid, or openim.', example: '1400000001' })
  app!: string;

  @ApiProperty({ example: 'jared' })
  userId!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Null: in every conversation of the app.' })
  conversationId!: string | null;

  @ApiProperty({ type: Date, nullable: true, description: 'Null: until it is removed.' })
  until!: Date | null;

  @ApiProperty({ type: 'integer', nullable: true, description: "Null: the vendor's plain rejection." })
  code!: number | null;

  @ApiProperty({ description: "The text that the sender's client shows." })
  info!: string;
}

export class MutePage implements Page<MuteItem, string> {
  @PageItems(MuteItem)
  items!: MuteItem[];

  @NextCursor('string')
  nextCursor!: string | null;
}

export class MuteBatchAnswer {
  @ApiProperty({ type: 'integer', description: 'How many mutes were stored.' })
  put!: number;

  @ApiProperty({
    type: 'integer',
    description: 'How many mutes were removed; a mute that did not exist does not count.',
  })
  removed!: number;
}

export function muteItemOf({
  appId,
  userId,
  conversationId,
  until,
  code,
  info,
}: Omit<Mute, 'updatedAt'>): MuteItem {
  return { app: appId, userId, conversationId: conversationId || null, until, code, info };
}

/** The ETag of GET's answer for a mute. */
export function muteEtag(mute: Omit<Mute, 'updatedAt'>): string {
  return contentEtag(muteItemOf(mute));
}
