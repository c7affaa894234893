import type { Type } from '@nestjs/common';
import { BacktestsController } from './backtests/backtests.controller.js';
import { BacktestsModule } from './backtests/backtests.module.js';
import { KeywordListsController } from './keywords/keyword-lists.controller.js';
import { MemberImportController } from './member-level/member-import.controller.js';
import { MemberLevelEnricher } from './member-level/member-level.enricher.js';
import { MemberLevelModule } from './member-level/member-level.module.js';
import { MembersController } from './member-level/members.controller.js';
import { MuteBatchController } from './mutes/mute-batch.controller.js';
import { MuteModule } from './mutes/mute.module.js';
import { MutePolicy } from './mutes/mute.policy.js';
import { MutesController } from './mutes/mutes.controller.js';
import type { DecisionPolicy } from './pipeline/extensions/decision-policy.js';
import type { MessageEnricher } from './pipeline/extensions/message-enricher.js';
import { ReviewsController } from './reviews/reviews.controller.js';
import { ReviewsModule } from './reviews/reviews.module.js';
import { ExplainController } from './rules/explain.controller.js';
import { IncidentsController } from './rules/incidents.controller.js';
import { MaskEnricher } from './rules/mask.enricher.js';
import { RulePolicy } from './rules/rule.policy.js';
import { RulesModule } from './rules/rules.module.js';
import { RuleSetsController } from './rules/versions/rule-sets.controller.js';
import { RulesController } from './rules/versions/rules.controller.js';
import { StrikesController } from './strikes/strikes.controller.js';
import { StrikesModule } from './strikes/strikes.module.js';

/** A part of Presend that a host may leave out. */
export interface Feature {
  readonly name: string;
  readonly module: Type;
  /** Its part of the admin API; not loaded if the host has none. */
  readonly controllers: readonly Type[];
  /** Used if the host lists no policies of its own. */
  readonly policies: readonly Type<DecisionPolicy>[];
  /** Used if the host lists no enrichers of its own. */
  readonly enrichers: readonly Type<MessageEnricher>[];
  /** The names of the features without which it cannot work. */
  readonly needs: readonly string[];
}

/** Users who may not send: `MutePolicy` rejects their messages. */
export function mutes(): Feature {
  return {
    name: 'mutes',
    module: MuteModule,
    controllers: [MutesController, MuteBatchController],
    policies: [MutePolicy],
    enrichers: [],
    needs: [],
  };
}

/** Member levels: `MemberLevelEnricher` puts the sender's level into the message. */
export function memberLevels(): Feature {
  return {
    name: 'memberLevels',
    module: MemberLevelModule,
    controllers: [MembersController, MemberImportController],
    policies: [],
    enrichers: [MemberLevelEnricher],
    needs: [],
  };
}

/** Strikes against users, which rules count. */
export function strikes(): Feature {
  return {
    name: 'strikes',
    module: StrikesModule,
    controllers: [StrikesController],
    policies: [],
    enrichers: [],
    needs: [],
  };
}

/** The company's rules and keyword lists: `RulePolicy` evaluates them, `MaskEnricher` masks words. */
export function rules(): Feature {
  return {
    name: 'rules',
    module: RulesModule,
    controllers: [
      ExplainController,
      RulesController,
      RuleSetsController,
      KeywordListsController,
      IncidentsController,
    ],
    policies: [RulePolicy],
    enrichers: [MaskEnricher],
    needs: ['mutes', 'memberLevels', 'strikes'],
  };
}

/** The queue of delivered messages that a rule wants reviewed. */
export function reviews(): Feature {
  return {
    name: 'reviews',
    module: ReviewsModule,
    controllers: [ReviewsController],
    policies: [],
    enrichers: [],
    needs: ['rules', 'mutes', 'strikes'],
  };
}

/** Evaluates candidate rules on the records of the past. */
export function backtests(): Feature {
  return {
    name: 'backtests',
    module: BacktestsModule,
    controllers: [BacktestsController],
    policies: [],
    enrichers: [],
    needs: ['rules'],
  };
}

/** Every feature: the default of `PresendModule`. The order is that of their policies and enrichers. */
export function allFeatures(): Feature[] {
  return [mutes(), rules(), memberLevels(), strikes(), reviews(), backtests()];
}

/** @throws if a feature is listed without one that it needs */
export function checkFeatures(features: readonly Feature[]): void {
  const names = new Set(features.map(({ name }) => name));
  for (const { name, needs } of features) {
    const missing = needs.filter((needed) => !names.has(needed));
    if (missing.length > 0) {
      const calls = missing.map((needed) => `${needed}()`).join(', ');
      throw new Error(`The feature ${name}() needs ${calls}: add it to \`features\` of PresendModule.`);
    }
  }
}
