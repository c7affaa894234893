import {
  BadRequestException,
  Body,
  Delete,
  HttpCode,
  NotFoundException,
  Param,
  Put,
  Query,
} from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { AdminController } from '../admin/admin-controller.decorator.js';
import { NeedsRole } from '../admin/admin-role.js';
import { MemberPathDto } from '../admin/member-path.dto.js';
import { CallbackTable } from '../callback/callback-table.service.js';
import { MuteRegistry } from './mute-registry.service.js';
import { ConversationDto, MuteDto } from './mute.dto.js';

/** A mute as the API shows it; `conversationId` null: in every conversation. */
interface MuteItem {
  readonly app: string;
  readonly userId: string;
  readonly conversationId: string | null;
  readonly until: Date | null;
  readonly code: number | null;
  readonly info: string;
}

@AdminController('mutes')
export class MutesController {
  constructor(
    private readonly mutes: MuteRegistry,
    private readonly table: CallbackTable,
  ) {}

  @Put(':app/:userId')
  @NeedsRole('moderator')
  @ApiOperation({ summary: 'Mutes somebody, or changes how.' })
  async put(@Param() { app, userId }: MemberPathDto, @Body() mute: MuteDto): Promise<MuteItem> {
    const { until = null, code = null } = mute;
    this.#assertCode(app, code);
    const conversationId = mute.conversationId ?? '';
    const info = mute.info ?? '';
    await this.mutes.put({ appId: app, userId, conversationId, until, code, info });
    return { app, userId, conversationId: conversationId || null, until, code, info };
  }

  @Delete(':app/:userId')
  @NeedsRole('moderator')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes a mute back: that of one conversation, or that of all.' })
  async remove(
    @Param() { app, userId }: MemberPathDto,
    @Query() query: ConversationDto,
    @Body() body?: ConversationDto,
  ): Promise<void> {
    const conversationId = query.conversationId ?? body?.conversationId ?? '';
    if (await this.mutes.remove(app, userId, conversationId)) return;
    const where = conversationId ? 'in this conversation' : 'for all conversations';
    throw new NotFoundException(`There is no mute of this user ${where}.`);
  }

  #assertCode(app: string, code: number | null): void {
    if (code === null) return;
    const platform = [...this.table.platforms].find((candidate) => candidate.ownsApp(app));
    if (!platform) throw new BadRequestException(`No platform has an app '${app}': a SdkAppid, or openim.`);
    const ranges = Object.values(platform.codeRanges);
    if (ranges.some(([first, last]) => code >= first && code <= last)) return;
    const texts = new Set(ranges.map(([first, last]) => `${first}–${last}`));
    throw new BadRequestException(`code must lie in ${[...texts].join(' or ')}: others reach no client.`);
  }
}
