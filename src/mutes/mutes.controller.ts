import { Body, Delete, Get, NotFoundException, Param, Put, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { AdminController } from '../admin/admin-controller.decorator.js';
import { NeedsRole } from '../admin/admin-role.js';
import { ApiCall } from '../admin/api-call.decorator.js';
import { FaultyCallException } from '../admin/problems/faulty-call.exception.js';
import { MemberPathDto } from '../admin/member-path.dto.js';
import { pageOf } from '../admin/page.js';
import { CurrentPrecondition, type Precondition } from '../admin/precondition.js';
import { fromCursor, toCursor } from '../admin/text-cursor.js';
import { MuteCodes } from './mute-codes.js';
import { MuteItem, muteEtag, muteItemOf, MutePage } from './mute-item.js';
import { MuteRegistry } from './mute-registry.js';
import { MuteDto, MutedConversationDto, MutePageDto } from './mute.dto.js';
import { MuteStore } from './mute.store.js';

@AdminController('mutes')
export class MutesController {
  constructor(
    private readonly mutes: MuteRegistry,
    private readonly store: MuteStore,
    private readonly codes: MuteCodes,
  ) {}

  @Get()
  @ApiCall({ id: 'listMutes', summary: 'Lists mutes, by app, user and conversation.', answer: MutePage })
  async list(@Query() { app, userId, limit, cursor }: MutePageDto): Promise<MutePage> {
    const after = cursor === undefined ? undefined : keyIn(cursor);
    const found = await this.store.list({ appId: app, userId, after, limit: limit + 1 });
    const { items, nextCursor } = pageOf(found, limit, ({ appId, userId, conversationId }) =>
      toCursor([appId, userId, conversationId]),
    );
    return { items: items.map(muteItemOf), nextCursor };
  }

  @Get(':app/:userId')
  @ApiCall({
    id: 'getMute',
    summary: 'Shows a mute: of one conversation, or of every conversation.',
    answer: MuteItem,
    etag: 'the mute',
    problems: [404],
  })
  async get(
    @Param() { app, userId }: MemberPathDto,
    @Query() query: MutedConversationDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MuteItem> {
    const mute = await this.store.find({ appId: app, userId, conversationId: query.conversationId ?? '' });
    if (!mute) throw noSuchMute(query.conversationId);
    response.header('ETag', muteEtag(mute));
    return muteItemOf(mute);
  }

  @Put(':app/:userId')
  @NeedsRole('moderator')
  @ApiCall({
    id: 'putMute',
    summary: 'Mutes a member, or changes the mute.',
    answer: MuteItem,
    etag: 'the mute',
    heeds: ['If-Match', 'If-None-Match'],
  })
  async put(
    @Param() { app, userId }: MemberPathDto,
    @Body() { conversationId, until = null, code = null, info }: MuteDto,
    @CurrentPrecondition() precondition: Precondition,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MuteItem> {
    const fault = this.codes.faultOf(app, code);
    if (fault) throw new FaultyCallException([{ pointer: '/code', detail: fault }]);
    const ids = { appId: app, userId, conversationId: conversationId ?? '' };
    const mute = { ...ids, until, code, info: info ?? '' };
    await this.mutes.put(mute, precondition);
    response.header('ETag', muteEtag(mute));
    return muteItemOf(mute);
  }

  @Delete(':app/:userId')
  @NeedsRole('moderator')
  @ApiCall({
    id: 'removeMute',
    summary: 'Removes a mute: of one conversation, or of every conversation.',
    status: 204,
    heeds: ['If-Match'],
    problems: [404],
  })
  async remove(
    @Param() { app, userId }: MemberPathDto,
    @Query() query: MutedConversationDto,
    @CurrentPrecondition() precondition: Precondition,
    @Body() body?: MutedConversationDto,
  ): Promise<void> {
    const conversationId = query.conversationId ?? body?.conversationId ?? '';
    const existed = await this.mutes.remove({ appId: app, userId, conversationId }, precondition);
    if (!existed) throw noSuchMute(conversationId);
  }
}

function noSuchMute(conversationId: string | null | undefined): NotFoundException {
  const where = conversationId ? 'in this conversation' : 'for all conversations';
  return new NotFoundException(`There is no mute of this user ${where}.`);
}

function keyIn(cursor: string): { appId: string; userId: string; conversationId: string } {
  const [appId, userId, conversationId] = fromCursor<[string, string, string]>(
    cursor,
    (place) => place.length === 3 && place.every((id) => typeof id === 'string'),
  );
  return { appId, userId, conversationId };
}
