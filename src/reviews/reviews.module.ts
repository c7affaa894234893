import { Module } from '@nestjs/common';
import { ReviewDecisions } from './review-decisions.js';
import { ReviewQueue } from './review-queue.js';

/** What was delivered, and waits for a person to look at it. */
@Module({ providers: [ReviewQueue, ReviewDecisions] })
export class ReviewsModule {}
