import {
  type DynamicModule,
  type FactoryProvider,
  Global,
  Module,
  type ModuleMetadata,
  type Type,
} from '@nestjs/common';
import { AdminModule } from './admin/admin.module.js';
import { AdminOptions } from './admin/admin-options.js';
import { BacktestsModule } from './backtests/backtests.module.js';
import { PipelineModule } from './pipeline/pipeline.module.js';
import { PipelineOptions } from './pipeline/pipeline-options.js';
import {
  type CallbackInterceptor,
  CallbackInterceptors,
} from './pipeline/extensions/callback-interceptor.js';
import { DecisionPolicies, type DecisionPolicy } from './pipeline/extensions/decision-policy.js';
import { exportedBy } from './pipeline/exported-by.js';
import { type MessageEnricher, MessageEnrichers } from './pipeline/extensions/message-enricher.js';
import { type OutcomeSink, OutcomeSinks } from './pipeline/extensions/outcome-sink.js';
import { DatabaseModule } from './database/database.module.js';
import { DatabaseOptions } from './database/database-options.js';
import { DEFAULT_SETTINGS } from './default-settings.js';
import { C2cModule } from './tencent/c2c/c2c.module.js';
import { FriendsModule } from './tencent/friends/friends.module.js';
import { GroupModule } from './tencent/group/group.module.js';
import { HealthModule } from './health/health.module.js';
import { LiveRoomModule } from './tencent/live-room/live-room.module.js';
import { MemberLevelEnricher } from './member-level/member-level.enricher.js';
import { MemberLevelModule } from './member-level/member-level.module.js';
import { MessageLogModule } from './records/message-log.module.js';
import { MessageLogOptions } from './records/message-log-options.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { MuteModule } from './mutes/mute.module.js';
import { MutePolicy } from './mutes/mute.policy.js';
import { OfficialAccountModule } from './tencent/official-account/official-account.module.js';
import { OpenimModule } from './openim/openim.module.js';
import { OpenimOptions } from './openim/openim-options.js';
import { MaskEnricher } from './rules/mask.enricher.js';
import { ReviewsModule } from './reviews/reviews.module.js';
import { RuleOptions } from './rules/versions/rule-options.js';
import { RulePolicy } from './rules/rule.policy.js';
import { RulesModule } from './rules/rules.module.js';
import { RedisModule } from './redis/redis.module.js';
import { RedisOptions } from './redis/redis-options.js';
import { SnapshotOptions } from './replica/snapshot-options.js';
import { SnapshotsModule } from './replica/snapshots.module.js';
import { StrikesModule } from './strikes/strikes.module.js';
import { TracingModule } from './tracing/tracing.module.js';
import { TracingOptions } from './tracing/tracing-options.js';
import { TencentOptions } from './tencent/tencent-options.js';

/** All settings, with their defaults filled in. */
type Settings = PipelineOptions &
  TencentOptions &
  OpenimOptions &
  MessageLogOptions &
  DatabaseOptions &
  RedisOptions &
  TracingOptions &
  RuleOptions &
  AdminOptions;

/** What may be set; each has a default. */
export type PresendOptions = Partial<Settings>;

/** What has to be known while Nest builds the modules. */
export interface PresendExtras {
  /** Asked in this order, the first verdict wins. Default: `[MutePolicy, RulePolicy]`. */
  readonly policies?: readonly Type<DecisionPolicy>[];
  /** Applied in this order. Default: `[MaskEnricher, MemberLevelEnricher]`. */
  readonly enrichers?: readonly Type<MessageEnricher>[];
  /** Around enrichers and policies, inside the record; the first is the outermost. Default: none. */
  readonly interceptors?: readonly Type<CallbackInterceptor>[];
  /** Each gets every outcome. Default: none. */
  readonly sinks?: readonly Type<OutcomeSink>[];
  /** The vendors' families to answer. Default: all that Presend has. */
  readonly families?: readonly Type[];
  /**
   * Modules whose providers the policies, enrichers and sinks inject. A policy, enricher or sink that one of them
   * exports is taken from there, with the providers that it has there.
   */
  readonly imports?: ModuleMetadata['imports'];
}

export type PresendModuleOptions = PresendOptions & PresendExtras;

export type PresendModuleAsyncOptions = PresendExtras & {
  readonly inject?: FactoryProvider['inject'];
  // What Nest injects is typed where it is declared.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly useFactory: (...args: any[]) => PresendOptions | Promise<PresendOptions>;
};

const SETTINGS = Symbol('PresendSettings');

/** What Presend answers when nothing else is said. */
const FAMILIES: readonly Type[] = [
  GroupModule,
  LiveRoomModule,
  OfficialAccountModule,
  C2cModule,
  FriendsModule,
  OpenimModule,
];

/**
 * Presend inside of a Nest application.
 *
 * @example
 * @Module({
 *   imports: [
 *     PresendModule.forRoot({
 *       sdkAppIds: ['1400000001'],
 *       databaseUrl: 'postgres://…',
 *       policies: [MutePolicy, BlockedWords],
 *     }),
 *   ],
 * })
 * export class AppModule {}
 */
@Module({})
export class PresendModule {
  static forRoot(options: PresendModuleOptions = {}): DynamicModule {
    const { policies, enrichers, interceptors, sinks, families, imports, ...settings } = options;
    const extras = { policies, enrichers, interceptors, sinks, families, imports };
    return build(extras, { provide: SETTINGS, useFactory: () => settled(settings) });
  }

  static forRootAsync({ useFactory, inject, ...extras }: PresendModuleAsyncOptions): DynamicModule {
    const settings = async (...args: unknown[]): Promise<Settings> => settled(await useFactory(...args));
    return build(extras, { provide: SETTINGS, inject, useFactory: settings });
  }
}

/** The settings, to all modules of Presend, each in the part that it knows. */
@Global()
@Module({})
class SettingsModule {}

/** The company's own code, where the pipeline looks for it. */
@Global()
@Module({})
class ExtensionsModule {}

function build(extras: PresendExtras, settings: FactoryProvider): DynamicModule {
  const {
    policies = [MutePolicy, RulePolicy],
    enrichers = [MaskEnricher, MemberLevelEnricher],
    interceptors = [],
    sinks = [],
    imports = [],
  } = extras;
  const parts = [
    PipelineOptions,
    TencentOptions,
    OpenimOptions,
    MessageLogOptions,
    DatabaseOptions,
    RedisOptions,
    SnapshotOptions,
    TracingOptions,
    RuleOptions,
    AdminOptions,
  ];
  const lists = [
    listOf(DecisionPolicies, policies),
    listOf(MessageEnrichers, enrichers),
    listOf(CallbackInterceptors, interceptors),
    listOf(OutcomeSinks, sinks),
  ];
  const exported = exportedBy(imports);
  const own = [...new Set<Type>([...policies, ...enrichers, ...interceptors, ...sinks])].filter(
    (one) => !exported.has(one),
  );
  return {
    module: PresendModule,
    imports: [
      {
        module: SettingsModule,
        imports,
        providers: [settings, ...parts.map((part) => ({ provide: part, useExisting: SETTINGS }))],
        exports: parts,
      },
      {
        module: ExtensionsModule,
        imports,
        providers: [...own, ...lists],
        exports: lists.map(({ provide }) => provide),
      },
      MetricsModule,
      TracingModule,
      DatabaseModule,
      RedisModule,
      SnapshotsModule,
      AdminModule,
      PipelineModule,
      MessageLogModule,
      MemberLevelModule,
      MuteModule,
      StrikesModule,
      RulesModule,
      ReviewsModule,
      BacktestsModule,
      HealthModule,
      ...(extras.families ?? FAMILIES),
    ],
  };
}

/** Nest builds each class once; the list is put together in the order in which it was written. */
function listOf<Extension>(token: symbol, classes: readonly Type<Extension>[]): FactoryProvider<Extension[]> {
  return { provide: token, inject: [...classes], useFactory: (...extensions: Extension[]) => extensions };
}

function settled(options: PresendOptions): Settings {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...DEFAULT_SETTINGS, ...(Object.fromEntries(given) as PresendOptions) };
}
