import { Module } from '@nestjs/common';
import { KeywordListStore } from '../keywords/keyword-list.store.js';
import { PendingMasks } from './pending-masks.js';
import { MeasuredRates } from './measured-rates.js';
import { RuleChanges } from './versions/rule-changes.js';
import { AutoDemotion } from './auto-demotion.js';
import { RuleEffects } from './rule-effects.js';
import { RuleMetrics } from './rule.metrics.js';
import { RuleRates } from './rule-rates.js';
import { ActiveRuleSet } from './versions/active-rule-set.js';
import { RuleSetStore } from './versions/rule-set.store.js';
import { HitCounter } from './hit-counter.js';

/** The company's rules: their versions, the API, and what the policy asks. */
@Module({
  providers: [
    RuleSetStore,
    KeywordListStore,
    ActiveRuleSet,
    RuleChanges,
    RuleRates,
    HitCounter,
    MeasuredRates,
    AutoDemotion,
    PendingMasks,
    RuleEffects,
    RuleMetrics,
  ],
  exports: [RuleSetStore, ActiveRuleSet, RuleRates, PendingMasks, RuleEffects],
})
export class RulesModule {}
