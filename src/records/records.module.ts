import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OutcomeRecorder } from '../pipeline/extensions/outcome-recorder.js';
import { DATA_SOURCE } from '../database/database-options.js';
import { MessageClaim } from '../idempotency/message-claim.entity.js';
import { PostgresClaims } from '../idempotency/postgres-claims.js';
import { ClaimCleanup } from '../idempotency/claim-cleanup.js';
import { MessagePartitions } from './message-partitions.js';
import { MessageRecord } from './message-record.entity.js';
import { MessageRecorder } from './message-recorder.js';
import { MessageSearch } from './search/message-search.js';
import { MessageStore } from './message-store.js';
import { RecordMetrics } from './record.metrics.js';
import { RedisClaims } from '../idempotency/redis-claims.js';

/** Records: how they are written, kept and found. */
@Module({
  imports: [TypeOrmModule.forFeature([MessageRecord, MessageClaim], DATA_SOURCE)],
  providers: [
    PostgresClaims,
    ClaimCleanup,
    RedisClaims,
    MessagePartitions,
    MessageSearch,
    MessageStore,
    RecordMetrics,
    MessageRecorder,
    { provide: OutcomeRecorder, useExisting: MessageRecorder },
  ],
  exports: [OutcomeRecorder],
})
export class RecordsModule {}
