import { Body, Delete, Get, HttpCode, NotFoundException, Param, Put, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { AdminController } from '../admin/admin-controller.decorator.js';
import { MemberPathDto } from '../admin/member-path.dto.js';
import type { Level } from './member-level-source.js';
import { MemberLevelLookup } from './member-level.lookup.js';
import { LEVEL_TOPIC, MemberLevelStore } from './member-level.store.js';
import { ConversationDto, LevelDto } from './member.dto.js';

/** A member's levels as the API shows them. */
interface MemberItem extends Partial<Level> {
  readonly app: string;
  readonly userId: string;
  readonly conversations: readonly ({ readonly conversationId: string } & Level)[];
}

@AdminController('members')
export class MembersController {
  constructor(
    private readonly store: MemberLevelStore,
    private readonly lookup: MemberLevelLookup,
  ) {}

  @Get(':app/:userId')
  @ApiOperation({ summary: 'Shows the levels of a member.' })
  async get(@Param() { app, userId }: MemberPathDto): Promise<MemberItem> {
    const [levels] = await this.store.load([{ appId: app, userId }]);
    const conversations = [...levels!.byConversation].map(([conversationId, level]) => ({
      conversationId,
      ...level,
    }));
    if (!levels!.default && conversations.length === 0)
      throw new NotFoundException('This member has no level.');
    return { app, userId, level: levels!.default?.level, title: levels!.default?.title, conversations };
  }

  @Put(':app/:userId')
  @ApiOperation({ summary: 'Sets the level of a member.' })
  async put(
    @Param() { app, userId }: MemberPathDto,
    @Body() body: LevelDto,
  ): Promise<LevelDto & MemberPathDto> {
    const { level, title = null, conversationId } = body;
    await this.store.put([{ appId: app, userId, level, title, conversationId: conversationId ?? '' }]);
    this.lookup.renew({ topic: LEVEL_TOPIC, appId: app, userId });
    return { app, userId, level, title, conversationId: conversationId || null };
  }

  @Delete(':app/:userId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes a level: that of one conversation, or the one for all others.' })
  async remove(@Param() { app, userId }: MemberPathDto, @Query() query: ConversationDto): Promise<void> {
    const existed = await this.store.remove({ appId: app, userId }, query.conversationId ?? '');
    this.lookup.renew({ topic: LEVEL_TOPIC, appId: app, userId });
    if (!existed) throw new NotFoundException('This member has no such level.');
  }
}
