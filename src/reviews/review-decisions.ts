import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { MuteRegistry } from '../mutes/mute-registry.js';
import { StrikeRegistry } from '../strikes/strike-registry.js';
import type { ReviewItem } from './review-item.js';
import { ReviewQueue } from './review-queue.js';
import type { ReviewDecisionDto } from './review.dto.js';

/** What a person decides of a message, and what it brings its sender: all of it, or nothing. */
@Injectable()
export class ReviewDecisions {
  constructor(
    private readonly queue: ReviewQueue,
    private readonly database: Database,
    private readonly mutes: MuteRegistry,
    private readonly strikes: StrikeRegistry,
  ) {}

  /** Undefined where somebody else has the message, or decided it. */
  async decide(
    id: string,
    by: string,
    { label, mute, strike }: ReviewDecisionDto,
  ): Promise<ReviewItem | undefined> {
    const decided = await this.database.transaction(async (client) => {
      const item = await this.queue.decide(client, id, by, label);
      if (!item || item.senderId === null) return item;
      const sender = { appId: item.appId, userId: item.senderId };
      if (mute) {
        const { seconds, info = '' } = mute;
        const until = new Date(Date.now() + seconds * 1_000);
        await this.mutes.write(client, { ...sender, conversationId: '', until, code: null, info });
      }
      if (strike) {
        const { seconds = null, reason = `review: ${item.rules.join(', ')}` } = strike;
        await this.strikes.write(client, { ...sender, reason, givenBy: by }, seconds);
      }
      return item;
    });
    if (!decided || decided.senderId === null) return decided;
    if (mute) await this.mutes.renew(decided.appId, decided.senderId);
    if (strike) await this.strikes.renew(decided.appId, decided.senderId);
    return decided;
  }
}
