import { Body, Delete, Get, NotFoundException, Param, Post, Query } from '@nestjs/common';
import { AdminController } from '../admin/admin-controller.decorator.js';
import { CurrentAdminKey, type KeyHolder } from '../admin/admin-request.js';
import { NumberPathDto } from '../admin/number-path.dto.js';
import { NeedsRole } from '../admin/admin-role.js';
import { ApiCall } from '../admin/api-call.decorator.js';
import { MemberPathDto } from '../admin/member-path.dto.js';
import { pageOf } from '../admin/page.js';
import { StrikeRegistry } from './strike-registry.js';
import { StrikeDto, StrikePageDto } from './strike.dto.js';
import { StrikeItem, StrikePage } from './strike-item.js';
import { StrikeStore } from './strike.store.js';

@AdminController('strikes')
export class StrikesController {
  constructor(
    private readonly store: StrikeStore,
    private readonly registry: StrikeRegistry,
  ) {}

  @Get()
  @ApiCall({
    id: 'listStrikes',
    summary: 'Lists strikes, newest first; expired and revoked ones too.',
    answer: StrikePage,
  })
  async list(@Query() { app, userId, counting, limit, cursor }: StrikePageDto): Promise<StrikePage> {
    const found = await this.store.list({ appId: app, userId, counting }, limit + 1, cursor);
    return pageOf(found, limit, ({ id }) => id);
  }

  @Post(':app/:userId')
  @NeedsRole('moderator')
  @ApiCall({
    id: 'giveStrike',
    summary: 'Gives a member a strike. Rules read the number of strikes as `strikes`.',
    status: 201,
    answer: StrikeItem,
  })
  give(
    @Param() { app, userId }: MemberPathDto,
    @Body() { reason, seconds = null }: StrikeDto,
    @CurrentAdminKey() { name }: KeyHolder,
  ): Promise<StrikeItem> {
    return this.registry.give({ appId: app, userId, reason, givenBy: name }, seconds);
  }

  @Delete(':id')
  @NeedsRole('moderator')
  @ApiCall({ id: 'revokeStrike', summary: 'Revokes a strike.', status: 204, problems: [404] })
  async revoke(@Param() { id }: NumberPathDto, @CurrentAdminKey() { name }: KeyHolder): Promise<void> {
    if (await this.registry.revoke(id, name)) return;
    throw new NotFoundException(
      `There is no strike ${id} that still counts: GET /api/v1/strikes lists them.`,
    );
  }
}
