import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OutcomeRecorder } from '../callback/outcome-recorder.js';
import { DATA_SOURCE } from '../database/database-options.js';
import { MessageClaim } from './message-claim.entity.js';
import { MessageClaims } from './message-claims.service.js';
import { MessageClaimsSweep } from './message-claims-sweep.service.js';
import { MessagePartitions } from './message-partitions.service.js';
import { MessageRecord } from './message-record.entity.js';
import { MessageRecorder } from './message-recorder.service.js';
import { MessageSearch } from './message-search.service.js';
import { MessageStore } from './message-store.service.js';
import { MessagesController } from './messages.controller.js';
import { SharedAnswers } from './shared-answers.service.js';

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
