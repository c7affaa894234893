import { Body, Delete, Get, NotFoundException, Param, Put, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { AdminController } from '../admin/admin-controller.decorator.js';
import { ApiCall } from '../admin/api-call.decorator.js';
import { MemberPathDto } from '../admin/member-path.dto.js';
import { CurrentPrecondition, type Precondition } from '../admin/precondition.js';
import { memberEtag, MemberItem, memberItemOf, MemberLevelItem } from './member-item.js';
import { MemberLevelChanges } from './member-level-changes.js';
import { MemberLevels } from './member-levels.js';
import { LEVEL_TOPIC, MemberLevelStore } from './member-level.store.js';
import { LevelConversationDto, LevelDto } from './member.dto.js';

@AdminController('members')
export class MembersController {
  constructor(
    private readonly store: MemberLevelStore,
    private readonly changes: MemberLevelChanges,
    private readonly levels: MemberLevels,
  ) {}

  @Get(':app/:userId')
  @ApiCall({
    id: 'getMember',
    summary: 'Shows the levels of a member.',
    answer: MemberItem,
    etag: 'the member with all of its levels',
    problems: [404],
  })
  async get(
    @Param() { app, userId }: MemberPathDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MemberItem> {
    const key = { appId: app, userId };
    const [levels] = await this.store.load([key]);
    const item = memberItemOf(key, levels!);
    if (!item) throw new NotFoundException('This member has no level.');
    response.header('ETag', memberEtag(key, levels!)!);
    return item;
  }

  @Put(':app/:userId')
  @ApiCall({
    id: 'putMemberLevel',
    summary: 'Sets the level of a member: for one conversation, or for all others.',
    answer: MemberLevelItem,
    etag: 'the member with all of its levels',
    heeds: ['If-Match', 'If-None-Match'],
  })
  async put(
    @Param() { app, userId }: MemberPathDto,
    @Body() body: LevelDto,
    @CurrentPrecondition() precondition: Precondition,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MemberLevelItem> {
    const { level, title = null, conversationId } = body;
    const entry = { appId: app, userId, level, title, conversationId: conversationId ?? '' };
    const etag = await this.changes.set(entry, precondition);
    this.levels.renew({ topic: LEVEL_TOPIC, appId: app, userId });
    response.header('ETag', etag);
    return { app, userId, level, title, conversationId: conversationId || null };
  }

  @Delete(':app/:userId')
  @ApiCall({
    id: 'removeMemberLevel',
    summary: 'Removes a level: for one conversation, or for all others.',
    status: 204,
    heeds: ['If-Match'],
    problems: [404],
  })
  async remove(
    @Param() { app, userId }: MemberPathDto,
    @Query() { conversationId }: LevelConversationDto,
    @CurrentPrecondition() precondition: Precondition,
  ): Promise<void> {
    const key = { appId: app, userId, conversationId: conversationId ?? '' };
    const existed = await this.changes.remove(key, precondition);
    this.levels.renew({ topic: LEVEL_TOPIC, appId: app, userId });
    if (!existed) throw new NotFoundException('This member has no such level.');
  }
}
