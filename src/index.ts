// The public API, in reading order.

// What a host imports.
export {
  PresendModule,
  type PresendExtras,
  type PresendModuleAsyncOptions,
  type PresendModuleOptions,
  type PresendOptions,
} from './presend.module.js';
export { CallbackExpressAdapter } from './callback/callback-express.adapter.js';
export { PinoLogger } from './logging/pino-logger.js';
export { traceOf } from './logging/trace-of.js';
export { servePages } from './admin/pages.js';

// A message and what becomes of it.
export {
  type EventKind,
  isMessage,
  type MessageElement,
  type MessageEvent,
  type MessageLimits,
} from './callback/message-event.js';
export type { DeliveryReport, DeliveryState } from './callback/delivery-report.js';
export { allow, allowExcept, discard, reject, type RefusedTarget, type Verdict } from './callback/verdict.js';
export type { Delivery, Outcome } from './callback/outcome.js';

// The extension points.
export type { DecisionPolicy, PolicyAnswer } from './callback/decision-policy.js';
export type { Findings, Opinion } from './callback/opinion.js';
export type { Enrichment, MessageEnricher } from './callback/message-enricher.js';
export type { OutcomeSink } from './callback/outcome-sink.js';
export { OutcomeRecorder } from './callback/outcome-recorder.js';
export type { Answer } from './callback/answer.js';
export type { FailureMode, OwnRefusal } from './callback/callback-options.js';

// What Presend extends itself with.
export { MutePolicy } from './mutes/mute.policy.js';
export { RulePolicy } from './rules/rule.policy.js';
export { MaskEnricher } from './rules/mask.enricher.js';
export { MemberLevelEnricher } from './member-level/member-level.enricher.js';
export { MemberLevelSource, type Level } from './member-level/member-level-source.js';

// The families.
export { GroupModule } from './group/group.module.js';
export { LiveRoomModule } from './live-room/live-room.module.js';
export { OfficialAccountModule } from './official-account/official-account.module.js';
export { C2cModule } from './c2c/c2c.module.js';
export { FriendsModule } from './friends/friends.module.js';
export { OpenimModule } from './openim/openim.module.js';

// For another platform, or another command of ours.
export { CallbackHandler, CallbackHandlers } from './callback/callback-handler.decorator.js';
export {
  ANY_COMMAND,
  type CallbackHandlerOptions,
  type CommandOptions,
  type InShort,
} from './callback/callback-route.js';
export type { CallbackHead, CallbackPlatform, CodeRange, Refusal } from './callback/callback-platform.js';
export { CallbackBody, CurrentCallback, type CallbackRequest } from './callback/callback-request.js';
export { Callback } from './callback/callback.js';
export type { Decision } from './callback/decision.js';
export { DecisionService } from './callback/decision.service.js';
export { bareEvent } from './callback/bare-event.js';
export { repeatKey } from './callback/repeat-key.js';
export { ItemsOf } from './callback/dto-check.js';
export { rememberSources } from './callback/element-source.js';
export { ReadableText } from './callback/readable-text.js';
export { ForeignCallerException, MalformedCallbackException } from './callback/callback.exceptions.js';
export { TencentCallback, TencentCallbacks } from './tencent/tencent-callback.decorator.js';
export { accountsOf, type ActionFields, tencentAction } from './tencent/tencent-action.js';
export { TencentActionDto } from './tencent/tencent-action.dto.js';
export { type TencentAnswer, tencentAnswer } from './tencent/tencent-answer.js';
export { tencentEvent } from './tencent/tencent-event.js';
export { TencentMessageDto } from './tencent/tencent-message.dto.js';
export type { TimElement } from './tencent/tim-elements.js';
export { OpenimCallback, OpenimCallbacks } from './openim/openim-callback.decorator.js';
export { openimEvent } from './openim/openim-event.js';
export { OpenimMessageDto } from './openim/openim-message.dto.js';
export type { OpenimContents } from './openim/openim-content.js';
export { OPENIM_PROFILES, type OpenimProfile } from './openim/openim-profile.js';

// The database, for migrations and tests.
export { migrations } from '../migrations/index.js';
export { EmbeddedPostgres } from './database/embedded-postgres.js';
