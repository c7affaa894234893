import { Global, Module, type NestModule } from '@nestjs/common';
import { DiscoveryModule, HttpAdapterHost } from '@nestjs/core';
import type { ServerResponse } from 'node:http';
import { AdmissionControl } from '../http/admission-control.js';
import { IdempotencyService } from '../idempotency/idempotency.service.js';
import { CallbackDispatcher } from '../http/callback.dispatcher.js';
import { CallbackExpressAdapter } from '../http/callback-express.adapter.js';
import type { CallbackRequest } from '../http/callback-request.js';
import { CommandTable } from './command-table.js';
import { DecisionService } from './decision.service.js';
import { EnrichmentService } from './enrichment.service.js';
import { ExtensionRegistry } from '../resilience/extension-registry.js';
import { FailureFilter } from './failure.filter.js';
import { FailurePolicy } from './failure-policy.js';
import { OutcomeService } from './outcome.service.js';
import { ShortWay } from './short-way.service.js';
import { SinkDispatcher } from './sink-dispatcher.js';
import { StraightHandlers } from './straight-handlers.service.js';
import { StraightWay } from './straight-way.service.js';

/** The pipeline. Who imports it provides the options, the recorder, and the lists of policies, enrichers, sinks. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    AdmissionControl,
    IdempotencyService,
    CommandTable,
    CallbackDispatcher,
    DecisionService,
    EnrichmentService,
    ExtensionRegistry,
    FailurePolicy,
    FailureFilter,
    OutcomeService,
    ShortWay,
    SinkDispatcher,
    StraightHandlers,
    StraightWay,
  ],
  exports: [
    IdempotencyService,
    CommandTable,
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

  // In a host with another HTTP adapter a middleware sends callbacks on to their inner paths. It is not given
  // to the consumer: Express would cut the path that it matched off the url, and put it back afterwards.
  configure(): void {
    const { httpAdapter } = this.adapterHost;
    if (httpAdapter instanceof CallbackExpressAdapter) return;
    httpAdapter.use((request: CallbackRequest, response: ServerResponse, next: () => void) => {
      const taken = this.dispatcher.take(request, response, (innerPath) => {
        request.url = innerPath;
        request.method = 'POST';
        next();
      });
      if (!taken) next();
    });
  }
}
