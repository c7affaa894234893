import { Global, Module } from '@nestjs/common';
import { DiscoveryModule, HttpAdapterHost } from '@nestjs/core';
import type { MiddlewareConsumer, NestModule } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { CallbackDispatcher } from './callback.dispatcher.js';
import { CallbackExpressAdapter } from './callback-express.adapter.js';
import type { CallbackRequest } from './callback-request.js';
import { CallbackTable } from './callback-table.service.js';
import { DecisionService } from './decision.service.js';
import { EnrichmentService } from './enrichment.service.js';
import { ExtensionRegistry } from './extension-registry.service.js';
import { FailureFilter } from './failure.filter.js';
import { FailurePolicy } from './failure-policy.service.js';
import { OutcomeService } from './outcome.service.js';
import { SinkDispatcher } from './sink.dispatcher.js';

/** The pipeline. Who imports it provides the options, the recorder, and the lists of policies, enrichers, sinks. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    CallbackTable,
    CallbackDispatcher,
    DecisionService,
    EnrichmentService,
    ExtensionRegistry,
    FailurePolicy,
    FailureFilter,
    OutcomeService,
    SinkDispatcher,
  ],
  exports: [
    CallbackTable,
    DecisionService,
    EnrichmentService,
    ExtensionRegistry,
    FailureFilter,
    FailurePolicy,
    OutcomeService,
  ],
})
export class CallbackModule implements NestModule {
  constructor(
    private readonly dispatcher: CallbackDispatcher,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  // A host's own HTTP adapter is entered by a middleware that sends callbacks on to their inner paths.
  configure(consumer: MiddlewareConsumer): void {
    if (this.adapterHost.httpAdapter instanceof CallbackExpressAdapter) return;
    consumer
      .apply((request: CallbackRequest, response: ServerResponse, next: () => void) => {
        const taken = this.dispatcher.take(request, response, (innerPath) => {
          request.url = innerPath;
          request.method = 'POST';
          next();
        });
        if (!taken) next();
      })
      .forRoutes('{*path}');
  }
}
