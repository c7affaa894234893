import { Body, ConflictException, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { AdminController } from '../admin/admin-controller.decorator.js';
import { CurrentAdminKey, type KeyHolder } from '../admin/admin-request.js';
import { NeedsRole } from '../admin/admin-role.js';
import { ApiCall } from '../admin/api-call.decorator.js';
import { ShowsMessages } from '../admin/audit/audit.interceptor.js';
import { pageOf } from '../admin/page.js';
import { ReviewDecisions } from './review-decisions.js';
import { ClaimedReviews, ReviewItem, ReviewPage } from './review-item.js';
import { ReviewQueue } from './review-queue.js';
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
  @ApiCall({
    id: 'listReviews',
    summary: 'Lists messages that wait for a person, or that one has decided, oldest first.',
    answer: ReviewPage,
  })
  async list(@Query() { state, limit, cursor }: ReviewPageDto): Promise<ReviewPage> {
    return pageOf(await this.queue.list(state, limit + 1, cursor), limit, ({ id }) => id);
  }

  @Post('claim')
  @NeedsRole('moderator')
  @ApiCall({
    id: 'claimReviews',
    summary: 'Hands out the oldest messages that nobody has, for a time.',
    answer: ClaimedReviews,
  })
  async claim(
    @Body() { count, seconds }: ClaimDto,
    @CurrentAdminKey() { name }: KeyHolder,
  ): Promise<ClaimedReviews> {
    return { items: await this.queue.claim(name, count, seconds) };
  }

  @Post(':id/decide')
  @NeedsRole('moderator')
  @ApiCall({
    id: 'decideReview',
    summary: 'Says what a message was; it may mute its sender, or give a strike.',
    answer: ReviewItem,
    problems: [409],
  })
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
