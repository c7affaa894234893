import {
  ConfigurableModuleBuilder,
  type DynamicModule,
  type FactoryProvider,
  Global,
  Module,
  type ModuleMetadata,
  type Provider,
  type Type,
} from '@nestjs/common';
import { RouterModule } from '@nestjs/core';
import { AdminModule } from './admin/admin.module.js';
import { AdminOptions } from './admin/admin-options.js';
import { AdminPath } from './admin/admin-path.js';
import { AuditLogController } from './admin/audit/audit-log.controller.js';
import { AdminKeysController } from './admin/keys/admin-keys.controller.js';
import { DatabaseModule } from './database/database.module.js';
import { DatabaseOptions } from './database/database-options.js';
import { DEFAULT_SETTINGS } from './default-settings.js';
import { allFeatures, checkFeatures, type Feature } from './features.js';
import { HealthModule } from './health/health.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { MetricsPageModule } from './metrics/metrics-page.module.js';
import { OpenimModule } from './openim/openim.module.js';
import { OpenimOptions } from './openim/openim-options.js';
import {
  type CallbackInterceptor,
  CallbackInterceptors,
} from './pipeline/extensions/callback-interceptor.js';
import { DecisionPolicies, type DecisionPolicy } from './pipeline/extensions/decision-policy.js';
import { type MessageEnricher, MessageEnrichers } from './pipeline/extensions/message-enricher.js';
import { type OutcomeSink, OutcomeSinks } from './pipeline/extensions/outcome-sink.js';
import { PipelineModule } from './pipeline/pipeline.module.js';
import { PipelineOptions } from './pipeline/pipeline-options.js';
import { RecordsModule } from './records/records.module.js';
import { RecordOptions } from './records/record-options.js';
import { MessagesController } from './records/search/messages.controller.js';
import { RedisModule } from './redis/redis.module.js';
import { RedisOptions } from './redis/redis-options.js';
import { SnapshotOptions } from './replica/snapshot-options.js';
import { ReplicaModule } from './replica/replica.module.js';
import { RuleOptions } from './rules/versions/rule-options.js';
import { C2cModule } from './tencent/c2c/c2c.module.js';
import { FriendsModule } from './tencent/friends/friends.module.js';
import { GroupModule } from './tencent/group/group.module.js';
import { LiveRoomModule } from './tencent/live-room/live-room.module.js';
import { OfficialAccountModule } from './tencent/official-account/official-account.module.js';
import { TencentOptions } from './tencent/tencent-options.js';
import { TracingModule } from './tracing/tracing.module.js';
import { TracingOptions } from './tracing/tracing-options.js';

/** All settings, with their defaults filled in. */
type Settings = PipelineOptions &
  TencentOptions &
  OpenimOptions &
  RecordOptions &
  DatabaseOptions &
  RedisOptions &
  TracingOptions &
  RuleOptions &
  AdminOptions;

/** The settings; each has a default. */
export type PresendOptions = Partial<Settings>;

/** An extension: Presend makes an instance of a class, or takes the one that a module in `imports` exports. */
export type Listed<Extension> = Type<Extension> | { readonly useExisting: Type<Extension> };

/** The part of the options that Nest has to know while it builds the modules. */
export interface PresendExtras {
  /** Asked in this order; the first verdict wins. Default: those of the features. */
  readonly policies?: readonly Listed<DecisionPolicy>[];
  /** Applied in this order. Default: those of the features. */
  readonly enrichers?: readonly Listed<MessageEnricher>[];
  /** Around enrichers and policies, inside the record; the first is the outermost. Default: none. */
  readonly interceptors?: readonly Listed<CallbackInterceptor>[];
  /** Each gets every outcome. Default: none. */
  readonly sinks?: readonly Listed<OutcomeSink>[];
  /** The families of webhooks to answer. Default: all. */
  readonly families?: readonly Type[];
  /** The parts of Presend to load. Default: all. */
  readonly features?: readonly Feature[];
  /** Where the admin API is, below the application's root; `false`: nowhere. Default: `api/v1`. */
  readonly adminApi?: { readonly path: string } | false;
  /** Where `live` and `ready` are; `false`: nowhere. Default: `health`. */
  readonly health?: { readonly path?: string } | false;
  /** Where Prometheus reads; `false`: nowhere. Default: `metrics`. */
  readonly metrics?: { readonly path?: string } | false;
  /** Modules whose providers the extensions inject, or that export them (`useExisting`). */
  readonly imports?: ModuleMetadata['imports'];
}

/** What `PresendModule.forRoot` takes. */
export type PresendModuleOptions = PresendOptions & PresendExtras;

const SETTINGS = Symbol('PresendSettings');

const OPTION_PARTS = [
  PipelineOptions,
  TencentOptions,
  OpenimOptions,
  RecordOptions,
  DatabaseOptions,
  RedisOptions,
  SnapshotOptions,
  TracingOptions,
  RuleOptions,
  AdminOptions,
];

const INFRASTRUCTURE = [
  MetricsModule,
  TracingModule,
  DatabaseModule,
  RedisModule,
  ReplicaModule,
  PipelineModule,
];

const FAMILIES: readonly Type[] = [
  GroupModule,
  LiveRoomModule,
  OfficialAccountModule,
  C2cModule,
  FriendsModule,
  OpenimModule,
];

/**
 * The one global module: the settings, the extensions, and everything that Presend's own modules inject.
 * `PresendModule` fills it.
 */
@Global()
@Module({})
class PresendCoreModule {}

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN, ASYNC_OPTIONS_TYPE } =
  new ConfigurableModuleBuilder<PresendOptions>({ moduleName: 'Presend' })
    .setClassMethodName('forRoot')
    .setFactoryMethodName('createPresendOptions')
    .setExtras<PresendExtras>(
      // Nest takes every name that stands here for an extra, and leaves it out of the settings.
      {
        policies: undefined,
        enrichers: undefined,
        interceptors: undefined,
        sinks: undefined,
        families: undefined,
        features: undefined,
        adminApi: undefined,
        health: undefined,
        metrics: undefined,
        imports: undefined,
      },
      (definition, extras) => ({ module: definition.module, imports: [coreOf(definition, extras)] }),
    )
    .build();

/** What `PresendModule.forRootAsync` takes: `useFactory`, `useClass` or `useExisting`, and the extras. */
export type PresendModuleAsyncOptions = typeof ASYNC_OPTIONS_TYPE;

/**
 * Presend inside a Nest application.
 *
 * @example
 * @Module({
 *   imports: [
 *     PresendModule.forRoot({
 *       sdkAppIds: ['1400000001'],
 *       databaseUrl: 'postgres://…',
 *       features: [mutes(), memberLevels()],
 *       policies: [MutePolicy, BlockedWords],
 *       adminApi: { path: 'moderation/api' },
 *       metrics: false,
 *     }),
 *   ],
 * })
 * export class AppModule {}
 */
@Module({})
export class PresendModule extends ConfigurableModuleClass {}

function coreOf(definition: DynamicModule, extras: PresendExtras): DynamicModule {
  const { features = allFeatures(), families = FAMILIES } = extras;
  checkFeatures(features);
  const imports = [...new Set([...(definition.imports ?? []), ...(extras.imports ?? [])])];
  const { modules, routes, path } = partsOf(features, extras);
  const { providers, tokens } = extensionsOf(features, extras);
  return {
    module: PresendCoreModule,
    imports: [...imports, ...INFRASTRUCTURE, ...modules, ...families, RouterModule.register(routes)],
    providers: [
      ...(definition.providers ?? []),
      { provide: SETTINGS, inject: [MODULE_OPTIONS_TOKEN], useFactory: withDefaults },
      { provide: AdminPath, useValue: path },
      ...OPTION_PARTS.map((provide) => ({ provide, useExisting: SETTINGS })),
      ...providers,
    ],
    exports: [
      ...OPTION_PARTS,
      AdminPath,
      ...tokens,
      ...INFRASTRUCTURE,
      ...modules.map(({ module }) => module),
    ],
  };
}

interface Parts {
  readonly modules: readonly DynamicModule[];
  readonly routes: { readonly path: string; readonly module: Type }[];
  readonly path: string;
}

/** The modules with controllers: each below the path that the host gave its kind. */
function partsOf(features: readonly Feature[], { adminApi, health, metrics }: PresendExtras): Parts {
  const path = adminApi === false ? '' : (adminApi?.path ?? 'api/v1').replace(/^\/+|\/+$/g, '');
  const administered = [
    { module: RecordsModule, controllers: [MessagesController] },
    ...features.map(({ module, controllers }) => ({ module, controllers: [...controllers] })),
    ...(adminApi === false
      ? []
      : [{ module: AdminModule, controllers: [AdminKeysController, AuditLogController] }]),
  ];
  const pages = [
    ...(health === false ? [] : [{ path: health?.path ?? 'health', module: HealthModule }]),
    ...(metrics === false ? [] : [{ path: metrics?.path ?? 'metrics', module: MetricsPageModule }]),
  ];
  return {
    path,
    modules: [
      ...administered.map(({ module, controllers }) => ({
        module,
        controllers: adminApi === false ? [] : controllers,
      })),
      ...pages.map(({ module }) => ({ module })),
    ],
    routes: [...administered.map(({ module }) => ({ path, module })), ...pages],
  };
}

/** The lists of extensions, in the host's order, and the instances that Presend has to make. */
function extensionsOf(
  features: readonly Feature[],
  extras: PresendExtras,
): { readonly providers: Provider[]; readonly tokens: symbol[] } {
  const lists = new Map<symbol, readonly Listed<unknown>[]>([
    [DecisionPolicies, extras.policies ?? features.flatMap(({ policies }) => policies)],
    [MessageEnrichers, extras.enrichers ?? features.flatMap(({ enrichers }) => enrichers)],
    [CallbackInterceptors, extras.interceptors ?? []],
    [OutcomeSinks, extras.sinks ?? []],
  ]);
  const own = new Set([...lists.values()].flat().filter((one) => typeof one === 'function'));
  return {
    providers: [...own, ...[...lists].map(([token, listed]) => listOf(token, listed))],
    tokens: [...lists.keys()],
  };
}

/** Nest makes one instance of each class; the list has them in the order in which the host wrote them. */
function listOf(token: symbol, listed: readonly Listed<unknown>[]): FactoryProvider<unknown[]> {
  const inject = listed.map((one) => (typeof one === 'function' ? one : one.useExisting));
  return { provide: token, inject, useFactory: (...extensions: unknown[]) => extensions };
}

function withDefaults(options: PresendOptions): Settings {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...DEFAULT_SETTINGS, ...(Object.fromEntries(given) as PresendOptions) };
}
