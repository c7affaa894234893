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

  @ApiProperty({ type: Date, nullable: true, description: 'Null: until it is taken back.' })
  until!: Date | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Null: the plain refusal.' })
  code!: number | null;

  @ApiProperty({ description: "The text that the sender's client gets." })
  info!: string;
}

export class MutePage implements Page<MuteItem, string> {
  @PageItems(MuteItem)
  items!: MuteItem[];

  @NextCursor('string')
  nextCursor!: string | null;
}

export class MuteBatchAnswer {
  @ApiProperty({ type: 'integer', description: 'Mutes that were set.' })
  put!: number;

  @ApiProperty({ type: 'integer', description: 'Mutes that were there, and were taken back.' })
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

/** The ETag of a mute, as GET shows it. */
export function muteEtag(mute: Omit<Mute, 'updatedAt'>): string {
  return contentEtag(muteItemOf(mute));
}
