import {
  Body,
  Delete,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  ParseIntPipe,
  Post,
  Query,
} from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { AdminController } from '../admin/admin-controller.decorator.js';
import { CurrentAdminKey, type KeyHolder } from '../admin/admin-request.js';
import { NeedsRole } from '../admin/admin-role.js';
import { MemberPathDto } from '../admin/member-path.dto.js';
import { type Page, pageOf } from '../admin/page.js';
import { StrikeRegistry } from './strike-registry.service.js';
import { StrikeDto, StrikePageDto } from './strike.dto.js';
import { StrikeStore } from './strike.store.js';
import type { Strike } from './strike.js';

@AdminController('strikes')
export class StrikesController {
  constructor(
    private readonly store: StrikeStore,
    private readonly registry: StrikeRegistry,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists strikes, those that are over or taken back too, newest first.' })
  async list(
    @Query() { app, userId, counting, limit, cursor }: StrikePageDto,
  ): Promise<Page<Strike, number>> {
    const found = await this.store.list({ appId: app, userId, counting }, limit + 1, cursor);
    return pageOf(found, limit, ({ id }) => id);
  }

  @Post(':app/:userId')
  @NeedsRole('moderator')
  @ApiOperation({ summary: 'Gives somebody a strike; rules read how many there are as strikes.' })
  give(
    @Param() { app, userId }: MemberPathDto,
    @Body() { reason, seconds = null }: StrikeDto,
    @CurrentAdminKey() { name }: KeyHolder,
  ): Promise<Strike> {
    return this.registry.give({ appId: app, userId, reason, givenBy: name }, seconds);
  }

  @Delete(':id')
  @NeedsRole('moderator')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes a strike back.' })
  async revoke(@Param('id', ParseIntPipe) id: number, @CurrentAdminKey() { name }: KeyHolder): Promise<void> {
    if (await this.registry.revoke(id, name)) return;
    throw new NotFoundException(
      `There is no strike ${id} that still counts: GET /api/v1/strikes lists them.`,
    );
  }
}
