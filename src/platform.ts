// What a host needs to add a vendor, or a webhook of a vendor that Presend knows.

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
export { AnyDto } from './pipeline/commands/any.dto.js';
export { Callback } from './pipeline/callback.js';
export { createEvent, type EventKind, type MessageLimits } from './pipeline/callback-event.js';
export { headerOnlyEvent } from './pipeline/header-only-event.js';
export type { DeliveryReport, DeliveryState } from './pipeline/delivery-report.js';
export type { Delivery } from './pipeline/outcome.js';
export {
  MalformedCallbackException,
  UnauthenticatedCallerException,
} from './pipeline/callback.exceptions.js';
export type { Findings } from './pipeline/extensions/policy-result.js';
export { OutcomeRecorder } from './pipeline/extensions/outcome-recorder.js';
export type { CustomRejection, FailureMode } from './pipeline/pipeline-options.js';
export { idempotencyKey } from './idempotency/idempotency-key.js';
export type { RecordedOutcome } from './idempotency/recorded-outcome.js';
export { ItemsOf } from './json/dto-check.js';
export { rememberSources } from './json/element-source.js';
export { ReadableText } from './json/readable-text.js';

// Tencent.
export { TencentModule } from './tencent/tencent.module.js';
export { SdkAppidGuard } from './tencent/sdk-appid.guard.js';
export { tencentCommand } from './tencent/tencent-command.js';
export { accountsOf, type ActionFields, tencentAction } from './tencent/tencent-action.js';
export { TencentActionDto } from './tencent/tencent-action.dto.js';
export { type TencentReply, tencentReply } from './tencent/tencent-reply.js';
export { tencentMessage } from './tencent/tencent-message.js';
export { TencentMessageDto } from './tencent/tencent-message.dto.js';
export type { TimElement } from './tencent/tim-elements.js';
export { GroupModule } from './tencent/group/group.module.js';
export { LiveRoomModule } from './tencent/live-room/live-room.module.js';
export { OfficialAccountModule } from './tencent/official-account/official-account.module.js';
export { C2cModule } from './tencent/c2c/c2c.module.js';
export { FriendsModule } from './tencent/friends/friends.module.js';

// OpenIM.
export { OpenimModule } from './openim/openim.module.js';
export { OpenimSecretGuard } from './openim/openim-secret.guard.js';
export { openimCommand } from './openim/openim-command.js';
export { openimMessage } from './openim/openim-message.js';
export { OpenimMessageDto } from './openim/openim-message.dto.js';
export type { OpenimContents } from './openim/openim-content.js';
export { OPENIM_PROFILES, type OpenimProfile } from './openim/openim-profile.js';
