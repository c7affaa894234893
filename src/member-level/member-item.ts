import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { contentEtag } from '../admin/precondition.js';
import type { Level, LevelSet } from './member-level-source.js';
import type { MemberKey } from '../replica/member-key.js';

/** A level in one conversation. */
export class ConversationLevel implements Level {
  @ApiProperty()
  conversationId!: string;

  @ApiProperty({ example: 'LV9' })
  level!: string;

  @ApiProperty({ type: String, nullable: true })
  title!: string | null;
}

/** A member's levels as the API shows them. */
export class MemberItem {
  @ApiProperty({ description: 'A SdkAppid, or openim.', example: '1400000001' })
  app!: string;

  @ApiProperty({ example: 'jared' })
  userId!: string;

  @ApiPropertyOptional({
    example: 'LV1',
    description: 'In all conversations without a level of their own; left out: there is none.',
  })
  level?: string;

  @ApiPropertyOptional({ type: String, nullable: true })
  title?: string | null;

  @ApiProperty({ type: [ConversationLevel] })
  conversations!: ConversationLevel[];
}

/** A level that was set. */
export class MemberLevelItem implements Level {
  @ApiProperty({ description: 'A SdkAppid, or openim.', example: '1400000001' })
  app!: string;

  @ApiProperty({ example: 'jared' })
  userId!: string;

  @ApiProperty({ example: 'LV1' })
  level!: string;

  @ApiProperty({ type: String, nullable: true })
  title!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Null: all conversations without a level of their own.',
  })
  conversationId!: string | null;
}

export class ImportAnswer {
  @ApiProperty({ type: 'integer', description: 'How many members were imported.' })
  imported!: number;
}

/** A member as the API shows it; undefined: it has no level. */
export function memberItemOf({ appId, userId }: MemberKey, levels: LevelSet): MemberItem | undefined {
  const conversations = [...levels.byConversation]
    .map(([conversationId, level]) => ({ conversationId, ...level }))
    .sort((a, b) => (a.conversationId < b.conversationId ? -1 : 1));
  if (!levels.default && conversations.length === 0) return undefined;
  return { app: appId, userId, ...levels.default, conversations };
}

/** The ETag of GET's answer for a member; undefined: it has no level. */
export function memberEtag(key: MemberKey, levels: LevelSet): string | undefined {
  const item = memberItemOf(key, levels);
  return item && contentEtag(item);
}
