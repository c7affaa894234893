// (c) Presend's pipeline with all families, and nothing to do: no policies, no enrichers, no sinks, no database.
// PresendModule always has one, so this file puts the pipeline's own modules together.
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { PipelineModule } from '../../dist/src/pipeline/pipeline.module.js';
import { PipelineOptions } from '../../dist/src/pipeline/pipeline-options.js';
import { DecisionPolicies } from '../../dist/src/pipeline/extensions/decision-policy.js';
import { CallbackInterceptors } from '../../dist/src/pipeline/extensions/callback-interceptor.js';
import { MessageEnrichers } from '../../dist/src/pipeline/extensions/message-enricher.js';
import { OutcomeSinks } from '../../dist/src/pipeline/extensions/outcome-sink.js';
import { CallbackExpressAdapter } from '../../dist/src/index.js';
import {
  C2cModule,
  FriendsModule,
  GroupModule,
  LiveRoomModule,
  OfficialAccountModule,
  OpenimModule,
  OutcomeRecorder,
} from '../../dist/src/platform.js';
import { MetricsModule } from '../../dist/src/metrics/metrics.module.js';
import { OpenimOptions } from '../../dist/src/openim/openim-options.js';
import { TencentOptions } from '../../dist/src/tencent/tencent-options.js';
import { TracingModule } from '../../dist/src/tracing/tracing.module.js';
import { TracingOptions } from '../../dist/src/tracing/tracing-options.js';

const OPTIONS = {
  deadlineMs: 800,
  onFailure: {},
  maxBodyKb: 1024,
  sdkAppIds: [process.env.SDK_APP_IDS],
  tencentTokens: {},
  tencentClockSkewS: 60,
  tencentPaths: ['/', '/tencent'],
  openimPath: '/openim',
  openimSecrets: [process.env.OPENIM_SECRETS],
  openimProfile: 'v3.7',
};

class Surroundings {}
const provided = [
  ...[PipelineOptions, TencentOptions, OpenimOptions, TracingOptions].map((provide) => ({
    provide,
    useValue: OPTIONS,
  })),
  ...[DecisionPolicies, MessageEnrichers, CallbackInterceptors, OutcomeSinks].map((provide) => ({
    provide,
    useValue: [],
  })),
  { provide: OutcomeRecorder, useValue: { record: async () => {} } },
];
const infrastructure = [MetricsModule, TracingModule, PipelineModule];
Global()(Surroundings);
Module({
  imports: infrastructure,
  providers: provided,
  exports: [...provided.map(({ provide }) => provide), ...infrastructure],
})(Surroundings);

class Nothing {}
Module({
  imports: [
    Surroundings,
    GroupModule,
    LiveRoomModule,
    OfficialAccountModule,
    C2cModule,
    FriendsModule,
    OpenimModule,
  ],
})(Nothing);

const app = await NestFactory.create(Nothing, new CallbackExpressAdapter(), { logger: ['error'] });
app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
await app.listen(Number(process.env.PORT), '127.0.0.1');
