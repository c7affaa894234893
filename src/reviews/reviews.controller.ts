import { Body, ConflictException, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiOperation } from '@nestjs/swagger';
import { AdminController } from '../admin/admin-controller.decorator.js';
import { CurrentAdminKey, type KeyHolder } from '../admin/admin-request.js';
import { NeedsRole } from '../admin/admin-role.js';
import { ShowsMessages } from '../admin/audit.interceptor.js';
import { type Page, pageOf } from '../admin/page.js';
import { ReviewDecisions } from './review-decision.service.js';
import { ReviewQueue, type ReviewItem } from './review-queue.service.js';
import { ClaimDto, ReviewDecisionDto, ReviewPageDto } from './review.dto.js';

@AdminController('reviews')
export class ReviewsController {
  constructor(
    private readonly queue: ReviewQueue,
    private readonly decisions: ReviewDecisions,
  ) {}

  @Get()
  @NeedsRole('moderator')
  @ShowsMessages(true)
  @ApiOperation({ summary: 'Lists messages that wait for a person, or that one has decided, oldest first.' })
  async list(@Query() { state, limit, cursor }: ReviewPageDto): Promise<Page<ReviewItem, string>> {
    return pageOf(await this.queue.list(state, limit + 1, cursor), limit, ({ id }) => id);
  }

  @Post('claim')
  @NeedsRole('moderator')
  @HttpCode(200)
  @ApiOperation({ summary: 'Hands out the oldest messages that nobody has, for a time.' })
  async claim(
    @Body() { count, seconds }: ClaimDto,
    @CurrentAdminKey() { name }: KeyHolder,
  ): Promise<{ items: ReviewItem[] }> {
    return { items: await this.queue.claim(name, count, seconds) };
  }

  @Post(':id/decide')
  @NeedsRole('moderator')
  @HttpCode(200)
  @ApiOperation({ summary: 'Says what a message was; it may mute its sender, or give a strike.' })
  @ApiConflictResponse({ description: 'Somebody else has it, or decided it; or there is none.' })
  async decide(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() decision: ReviewDecisionDto,
    @CurrentAdminKey() { name }: KeyHolder,
  ): Promise<ReviewItem> {
    const decided = await this.decisions.decide(id, name, decision);
    if (decided) return decided;
    throw new ConflictException('Nobody waits for that: somebody else has it, or it is decided.');
  }
}
