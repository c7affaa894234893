import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OutcomeRecorder } from '../pipeline/outcome-recorder.js';
import { DATA_SOURCE } from '../database/database-options.js';
import { MessageClaim } from '../idempotency/message-claim.entity.js';
import { MessageClaims } from '../idempotency/message-claims.service.js';
import { MessageClaimsSweep } from '../idempotency/message-claims-sweep.service.js';
import { MessagePartitions } from './message-partitions.service.js';
import { MessageRecord } from './message-record.entity.js';
import { MessageRecorder } from './message-recorder.service.js';
import { MessageSearch } from './search/message-search.service.js';
import { MessageStore } from './message-store.service.js';
import { MessagesController } from './search/messages.controller.js';
import { SharedAnswers } from '../idempotency/shared-answers.service.js';

/** Records: how they are written, kept and found. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([MessageRecord, MessageClaim], DATA_SOURCE)],
  controllers: [MessagesController],
  providers: [
    MessageClaims,
    MessageClaimsSweep,
    SharedAnswers,
    MessagePartitions,
    MessageSearch,
    MessageStore,
    MessageRecorder,
    { provide: OutcomeRecorder, useExisting: MessageRecorder },
  ],
  exports: [OutcomeRecorder],
})
export class MessageLogModule {}
