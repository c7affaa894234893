import { Inject, Injectable } from '@nestjs/common';
import type { DecisionPolicy } from '../pipeline/extensions/decision-policy.js';
import type { ExtensionContext } from '../pipeline/extensions/extension-context.js';
import type { CallbackEvent } from '../pipeline/callback-event.js';
import type { PolicyResult } from '../pipeline/extensions/policy-result.js';
import { type Level, MemberLevelSource } from '../member-level/member-level-source.js';
import { StrikeRegistry } from '../strikes/strike-registry.js';
import { isThenable } from '../resilience/thenable.js';
import { MessageFacts } from './engine/message-facts.js';
import { RuleEffects } from './rule-effects.js';
import { RuleRates } from './rule-rates.js';
import { ActiveRuleSet, type CompiledVersion } from './versions/active-rule-set.js';
import type { EvaluationResult } from './engine/evaluation.js';

const NO_LEVEL = "rules that ask for the sender's level were not asked: it cannot be found just now";

/** Evaluates the company's rules, which are edited through the admin API. */
@Injectable()
export class RulePolicy implements DecisionPolicy {
  readonly name = 'rules';
  readonly isQuick = true;

  constructor(
    private readonly registry: ActiveRuleSet,
    private readonly rates: RuleRates,
    private readonly effects: RuleEffects,
    private readonly strikes: StrikeRegistry,
    // A host may provide another source: it is injected here, where the host's own modules are imported.
    @Inject(MemberLevelSource) private readonly levels: MemberLevelSource,
  ) {
    registry.isAsked = true;
  }

  decide(
    event: CallbackEvent,
    context: ExtensionContext,
  ): PolicyResult | undefined | Promise<PolicyResult | undefined> {
    const compiled = this.registry.current;
    if (!compiled) return undefined;
    const level = compiled.rules.usesLevel ? this.#levelOf(event, context) : '';
    return isThenable(level)
      ? level.then((found) => this.#evaluate(compiled, event, found, context))
      : this.#evaluate(compiled, event, level, context);
  }

  #evaluate(
    compiled: CompiledVersion,
    event: CallbackEvent,
    level: string | null,
    context: ExtensionContext,
  ): PolicyResult | undefined | Promise<PolicyResult | undefined> {
    const { rules, keywords, vendors } = compiled;
    const strikes = rules.usesStrikes ? this.#strikesOf(event) : 0;
    const sources = { keywords, rates: this.rates, vendors };
    const facts = new MessageFacts(event, { level, strikes }, Date.now(), sources);
    const result = rules.evaluate(facts);
    return isThenable(result)
      ? result.then((settled) => this.#opinion(compiled, facts, settled, context))
      : this.#opinion(compiled, facts, result, context);
  }

  #opinion(
    { rules, keywords }: CompiledVersion,
    facts: MessageFacts,
    result: EvaluationResult,
    context: ExtensionContext,
  ): PolicyResult | undefined {
    const { event } = facts;
    // A late evaluation has no effect.
    if (context.deadline.isOver) return undefined;
    const findings =
      facts.sender.level === null
        ? { ...result.findings, failures: [...(result.findings.failures ?? []), NO_LEVEL] }
        : result.findings;
    this.effects.apply(event, result, keywords);
    return { verdict: result.verdict, findings: { ...findings, observed: facts.observed(rules) } };
  }

  /** Masks the words that the rules found earlier, if the earlier verdict is used again. */
  adopt(event: CallbackEvent, hits: readonly string[]): void {
    const compiled = this.registry.current;
    const mask = compiled && hits.length > 0 ? compiled.rules.maskOf(hits) : undefined;
    if (mask) this.effects.mask(event, mask, compiled!.keywords);
  }

  /** `null` if the look-up fails: the rules that do not need the level are evaluated all the same. */
  #levelOf(
    { appId, memberId, conversationId }: CallbackEvent,
    context: ExtensionContext,
  ): string | null | Promise<string | null> {
    if (memberId === null) return '';
    try {
      const level = this.levels.levelOf({ appId, userId: memberId, conversationId }, context);
      return isThenable(level) ? level.then(nameOf, () => null) : nameOf(level);
    } catch {
      return null;
    }
  }

  #strikesOf({ appId, memberId }: CallbackEvent): number {
    return memberId === null ? 0 : this.strikes.count(appId, memberId);
  }
}

function nameOf(level: Level | null): string {
  return level ? level.level : '';
}
