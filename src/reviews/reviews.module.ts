import { Module } from '@nestjs/common';
import { ReviewDecisions } from './review-decisions.js';
import { ReviewQueue } from './review-queue.js';
import { ReviewsController } from './reviews.controller.js';

/** What was delivered, and waits for a person to look at it. */
@Module({ controllers: [ReviewsController], providers: [ReviewQueue, ReviewDecisions] })
export class ReviewsModule {}
