// The public API, in reading order.

// What a host imports.
export {
  PresendModule,
  type PresendExtras,
  type PresendModuleAsyncOptions,
  type PresendModuleOptions,
  type PresendOptions,
} from './presend.module.js';
export { CallbackExpressAdapter } from './http/callback-express.adapter.js';
export { PinoLogger } from './logging/pino-logger.js';
export { traceOf } from './logging/trace-of.js';
export { servePages } from './admin/pages.js';

// A message and what becomes of it.
export {
  createEvent,
  type EventKind,
  isMessage,
  type MessageElement,
  type CallbackEvent,
  type MessageLimits,
} from './pipeline/callback-event.js';
export type { DeliveryReport, DeliveryState } from './pipeline/delivery-report.js';
export { allow, allowExcept, discard, reject, type RefusedTarget, type Verdict } from './pipeline/verdict.js';
export type { Delivery, Outcome } from './pipeline/outcome.js';

// The extension points.
export type { DecisionPolicy, PolicyAnswer } from './pipeline/extensions/decision-policy.js';
export type { Findings, PolicyResult } from './pipeline/extensions/policy-result.js';
export type { Enrichment, MessageEnricher } from './pipeline/extensions/message-enricher.js';
export type { CallbackInterceptor, Next } from './pipeline/extensions/callback-interceptor.js';
export type { ExtensionContext } from './pipeline/extensions/extension-context.js';
export type { OutcomeSink } from './pipeline/extensions/outcome-sink.js';
export { OutcomeRecorder } from './pipeline/extensions/outcome-recorder.js';
export type { RecordedOutcome } from './idempotency/recorded-outcome.js';
export type { FailureMode, CustomRejection } from './pipeline/pipeline-options.js';

// What Presend extends itself with.
export { MutePolicy } from './mutes/mute.policy.js';
export { RulePolicy } from './rules/rule.policy.js';
export { MaskEnricher } from './rules/mask.enricher.js';
export { MemberLevelEnricher } from './member-level/member-level.enricher.js';
export { type Level, type LevelQuery, MemberLevelSource } from './member-level/member-level-source.js';

// The families.
export { GroupModule } from './tencent/group/group.module.js';
export { LiveRoomModule } from './tencent/live-room/live-room.module.js';
export { OfficialAccountModule } from './tencent/official-account/official-account.module.js';
export { C2cModule } from './tencent/c2c/c2c.module.js';
export { FriendsModule } from './tencent/friends/friends.module.js';
export { OpenimModule } from './openim/openim.module.js';

// For another platform, or another command of ours.
export {
  ANY_COMMAND,
  type Command,
  type CommandDeclaration,
  type CommandOptions,
} from './pipeline/commands/command.js';
export { CommandsModule } from './pipeline/commands/commands.module.js';
export type { CallbackGuard } from './pipeline/commands/callback-guard.js';
export type {
  CallbackPlatform,
  CodeRange,
  EventHead,
  Rejection,
} from './pipeline/commands/callback-platform.js';
export { Callback } from './pipeline/callback.js';
export { AnyDto } from './pipeline/commands/any.dto.js';
export { headerOnlyEvent } from './pipeline/header-only-event.js';
export { idempotencyKey } from './idempotency/idempotency-key.js';
export { ItemsOf } from './json/dto-check.js';
export { rememberSources } from './json/element-source.js';
export { ReadableText } from './json/readable-text.js';
export {
  MalformedCallbackException,
  UnauthenticatedCallerException,
} from './pipeline/callback.exceptions.js';
export { TencentModule } from './tencent/tencent.module.js';
export { SdkAppidGuard } from './tencent/sdk-appid.guard.js';
export { tencentCommand } from './tencent/tencent-command.js';
export { accountsOf, type ActionFields, tencentAction } from './tencent/tencent-action.js';
export { TencentActionDto } from './tencent/tencent-action.dto.js';
export { type TencentReply, tencentReply } from './tencent/tencent-reply.js';
export { tencentMessage } from './tencent/tencent-message.js';
export { TencentMessageDto } from './tencent/tencent-message.dto.js';
export type { TimElement } from './tencent/tim-elements.js';
export { openimCommand } from './openim/openim-command.js';
export { openimMessage } from './openim/openim-message.js';
export { OpenimMessageDto } from './openim/openim-message.dto.js';
export type { OpenimContents } from './openim/openim-content.js';
export { OPENIM_PROFILES, type OpenimProfile } from './openim/openim-profile.js';

// The database, for migrations and tests.
export { migrations } from '../migrations/index.js';
export { EmbeddedPostgres } from './database/embedded-postgres.js';
