// What a host needs: the module, its features, and the extension points. To add a vendor or a webhook: `presend/platform`.

export {
  type Listed,
  PresendModule,
  type PresendModuleAsyncOptions,
  type PresendModuleOptions,
  type PresendOptions,
} from './presend.module.js';
export { backtests, type Feature, memberLevels, mutes, reviews, rules, strikes } from './features.js';
export { CallbackExpressAdapter } from './http/callback-express.adapter.js';
export { PinoLogger } from './logging/pino-logger.js';
export { servePages } from './admin/pages.js';

// The event, the verdict on it, and what becomes of it.
export { type CallbackEvent, isMessage, type MessageElement } from './pipeline/callback-event.js';
export {
  allow,
  allowExcept,
  discard,
  reject,
  type RejectedTarget,
  type Verdict,
} from './pipeline/verdict.js';
export type { Outcome } from './pipeline/outcome.js';

// The extension points.
export type { DecisionPolicy } from './pipeline/extensions/decision-policy.js';
export type { PolicyResult } from './pipeline/extensions/policy-result.js';
export type { Enrichment, MessageEnricher } from './pipeline/extensions/message-enricher.js';
export type { CallbackInterceptor, Next } from './pipeline/extensions/callback-interceptor.js';
export type { OutcomeSink } from './pipeline/extensions/outcome-sink.js';
export type { ExtensionContext } from './pipeline/extensions/extension-context.js';
export { type Level, type LevelQuery, MemberLevelSource } from './member-level/member-level-source.js';

// Presend's own extensions, for the lists of a host.
export { MutePolicy } from './mutes/mute.policy.js';
export { RulePolicy } from './rules/rule.policy.js';
export { MaskEnricher } from './rules/mask.enricher.js';
export { MemberLevelEnricher } from './member-level/member-level.enricher.js';
