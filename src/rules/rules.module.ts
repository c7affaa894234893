import { Global, Module } from '@nestjs/common';
import { ExplainController } from './explain.controller.js';
import { IncidentsController } from './incidents.controller.js';
import { KeywordListStore } from '../keywords/keyword-list.store.js';
import { KeywordListsController } from '../keywords/keyword-lists.controller.js';
import { MaskedLists } from './masked-lists.service.js';
import { MeasuredRates } from './measured-rates.service.js';
import { RuleChanges } from './versions/rule-changes.service.js';
import { RuleGuard } from './rule-guard.service.js';
import { RuleRates } from './rule-rates.service.js';
import { RuleSetRegistry } from './versions/rule-set-registry.service.js';
import { RuleSetStore } from './versions/rule-set.store.js';
import { RuleSetsController } from './versions/rule-sets.controller.js';
import { RuleWatch } from './rule-watch.service.js';
import { RulesController } from './versions/rules.controller.js';

/** The company's rules: their versions, the API, and what the policy asks. */
@Global()
@Module({
  controllers: [
    ExplainController,
    RulesController,
    RuleSetsController,
    KeywordListsController,
    IncidentsController,
  ],
  providers: [
    RuleSetStore,
    KeywordListStore,
    RuleSetRegistry,
    RuleChanges,
    RuleRates,
    RuleWatch,
    MeasuredRates,
    RuleGuard,
    MaskedLists,
  ],
  exports: [RuleSetStore, RuleSetRegistry, RuleRates, RuleWatch, MaskedLists],
})
export class RulesModule {}
