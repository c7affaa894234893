import { Body, ConflictException, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { AdminController } from '../admin/admin-controller.decorator.js';
import { CurrentAdminKey, type KeyHolder } from '../admin/admin-request.js';
import { NeedsRole } from '../admin/admin-role.js';
import { ApiCall } from '../admin/api-call.decorator.js';
import { ShowsMessages } from '../admin/audit.interceptor.js';
import { pageOf } from '../admin/page.js';
import { MuteRegistry } from '../mutes/mute-registry.service.js';
import { ClaimedReviews, ReviewItem, ReviewPage } from './review-item.js';
import { ReviewQueue } from './review-queue.service.js';
import { ClaimDto, ReviewDecisionDto, type ReviewMuteDto, ReviewPageDto } from './review.dto.js';

@AdminController('reviews')
export class ReviewsController {
  constructor(
    private readonly queue: ReviewQueue,
    private readonly mutes: MuteRegistry,
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
    summary: 'Says what a message was, and may mute its sender.',
    answer: ReviewItem,
    problems: [409],
  })
  async decide(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { label, mute }: ReviewDecisionDto,
    @CurrentAdminKey() { name }: KeyHolder,
  ): Promise<ReviewItem> {
    const decided = await this.queue.decide(id, name, label);
    if (!decided)
      throw new ConflictException('Nobody waits for that: somebody else has it, or it is decided.');
    if (mute) await this.#mute(decided, mute);
    return decided;
  }

  async #mute({ appId, senderId }: ReviewItem, { seconds, info = '' }: ReviewMuteDto): Promise<void> {
    if (senderId === null) return;
    const until = new Date(Date.now() + seconds * 1_000);
    await this.mutes.put({ appId, userId: senderId, conversationId: '', until, code: null, info });
  }
}
