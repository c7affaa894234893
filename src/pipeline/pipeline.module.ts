import { Module } from '@nestjs/common';
import { CallbackMiddleware } from '../http/callback-middleware.js';
import { AdmissionControl } from '../http/admission-control.js';
import { CallbackReceiver } from '../http/callback-receiver.js';
import { ReplyBatch } from '../http/reply-batch.js';
import { IdempotencyService } from '../idempotency/idempotency.service.js';
import { ExtensionMetrics } from '../resilience/extension.metrics.js';
import { ExtensionRegistry } from '../resilience/extension-registry.js';
import { CallbackObserver } from './callback-observer.js';
import { CallbackPipeline, PipelineSteps } from './callback-pipeline.js';
import { CommandTable } from './commands/command-table.js';
import { DecisionService } from './decision.service.js';
import { EnrichInterceptor } from './enrich.interceptor.js';
import { FailurePolicy } from './failure-policy.js';
import { FailureService } from './failure.service.js';
import { LogInterceptor } from './log.interceptor.js';
import { PipelineMetrics } from './pipeline.metrics.js';
import { SinkDispatcher } from './extensions/sink-dispatcher.js';

/**
 * The path of a callback. The module that imports it provides the options, the recorder, and the lists of policies,
 * enrichers, interceptors and sinks.
 */
@Module({
  providers: [
    AdmissionControl,
    CallbackMiddleware,
    CallbackObserver,
    CallbackPipeline,
    CallbackReceiver,
    CommandTable,
    DecisionService,
    EnrichInterceptor,
    ExtensionRegistry,
    FailurePolicy,
    FailureService,
    IdempotencyService,
    LogInterceptor,
    ExtensionMetrics,
    PipelineMetrics,
    PipelineSteps,
    ReplyBatch,
    SinkDispatcher,
  ],
  exports: [CommandTable, ExtensionRegistry, IdempotencyService],
})
export class PipelineModule {}
