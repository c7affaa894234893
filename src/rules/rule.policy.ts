import { Inject, Injectable } from '@nestjs/common';
import type { DecisionPolicy } from '../pipeline/extensions/decision-policy.js';
import type { ExtensionContext } from '../pipeline/extensions/extension-context.js';
import type { CallbackEvent } from '../pipeline/callback-event.js';
import type { PolicyResult } from '../pipeline/extensions/policy-result.js';
import { isThenable } from '../resilience/thenable.js';
import { type Level, MemberLevelSource } from '../member-level/member-level-source.js';
import { MuteRegistry } from '../mutes/mute-registry.js';
import { StrikeRegistry } from '../strikes/strike-registry.js';
import { PendingMasks } from './pending-masks.js';
import { MessageFacts } from './engine/message-facts.js';
import { RuleRates } from './rule-rates.js';
import { type Judges, ActiveRuleSet } from './versions/active-rule-set.js';
import type { EvaluationResult } from './engine/evaluation.js';
import { HitCounter } from './hit-counter.js';

const NO_LEVEL = "rules that ask for the sender's level were not asked: it cannot be found just now";

/** Has the company's rules judge, as they stand in the admin API. */
@Injectable()
export class RulePolicy implements DecisionPolicy {
  readonly name = 'rules';
  readonly isQuick = true;

  constructor(
    private readonly registry: ActiveRuleSet,
    private readonly rates: RuleRates,
    private readonly masked: PendingMasks,
    private readonly mutes: MuteRegistry,
    private readonly strikes: StrikeRegistry,
    private readonly watch: HitCounter,
    @Inject(MemberLevelSource) private readonly levels: MemberLevelSource,
  ) {
    registry.isAsked = true;
  }

  decide(
    event: CallbackEvent,
    context: ExtensionContext,
  ): PolicyResult | undefined | Promise<PolicyResult | undefined> {
    const judges = this.registry.current;
    if (!judges) return undefined;
    const level = judges.rules.usesLevel ? this.#levelOf(event, context) : '';
    return isThenable(level)
      ? level.then((found) => this.#judge(judges, event, found, context))
      : this.#judge(judges, event, level, context);
  }

  #judge(
    judges: Judges,
    event: CallbackEvent,
    level: string | null,
    context: ExtensionContext,
  ): PolicyResult | undefined | Promise<PolicyResult | undefined> {
    const { rules, keywords } = judges;
    const strikes = rules.usesStrikes ? this.#strikesOf(event) : 0;
    const sources = { keywords, rates: this.rates };
    const facts = new MessageFacts(event, { level, strikes }, Date.now(), sources);
    const judgement = rules.judge(facts);
    return isThenable(judgement)
      ? judgement.then((settled) => this.#opinion(judges, facts, settled, context))
      : this.#opinion(judges, facts, judgement, context);
  }

  #opinion(
    { rules, keywords }: Judges,
    facts: MessageFacts,
    judgement: EvaluationResult,
    context: ExtensionContext,
  ): PolicyResult | undefined {
    const { event } = facts;
    // Who was too late has no opinion, and does nothing either.
    if (context.deadline.isOver) return undefined;
    const { verdict, mask } = judgement;
    const findings =
      facts.sender.level === null
        ? { ...judgement.findings, failures: [...(judgement.findings.failures ?? []), NO_LEVEL] }
        : judgement.findings;
    if (mask) this.masked.remember(event, { ...mask, keywords });
    if (judgement.mute) this.#mute(event, judgement.mute);
    if (findings.hits) this.watch.saw(findings.hits);
    return { verdict, findings: { ...findings, observed: facts.observed(rules) } };
  }

  /** Words that were to be covered are, also where the message is not judged again. */
  adopt(event: CallbackEvent, hits: readonly string[]): void {
    const judges = this.registry.current;
    const mask = judges && hits.length > 0 ? judges.rules.maskOf(hits) : undefined;
    if (mask) this.masked.remember(event, { ...mask, keywords: judges!.keywords });
  }

  /** `null` where nobody can tell just now: most rules do not ask for it, and judge all the same. */
  #levelOf(event: CallbackEvent, context: ExtensionContext): string | null | Promise<string | null> {
    if (event.memberId === null) return '';
    try {
      const { appId, memberId, conversationId } = event;
      const level = this.levels.levelOf({ appId, userId: memberId, conversationId }, context);
      return isThenable(level) ? level.then(nameOf, () => null) : nameOf(level);
    } catch {
      return null;
    }
  }

  #strikesOf({ appId, memberId }: CallbackEvent): number {
    return memberId === null ? 0 : this.strikes.count(appId, memberId);
  }

  #mute(
    { appId, memberId }: CallbackEvent,
    { seconds, code, info }: NonNullable<EvaluationResult['mute']>,
  ): void {
    if (memberId === null) return;
    const until = new Date(Date.now() + seconds * 1_000);
    this.mutes.impose({ appId, userId: memberId, conversationId: '', until, code, info });
  }
}

function nameOf(level: Level | null): string {
  return level ? level.level : '';
}
