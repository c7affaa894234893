import type { Findings } from '../../pipeline/extensions/policy-result.js';
import { allow, discard, reject, type Verdict } from '../../pipeline/verdict.js';
import type { MessageFacts } from './message-facts.js';
import { infoFor } from './rule-info.js';
import type { Condition } from './rule-language.js';
import type { Rule, RuleConsequence } from './rule.js';

/** What a rule set decides about a message. */
export interface EvaluationResult {
  /** Undefined: no rule gave a verdict. */
  readonly verdict?: Verdict;
  /** Words of these lists are masked in what is delivered, each character by `with`. */
  readonly mask?: { readonly with: string; readonly lists: readonly string[] };
  /** The sender is muted for this number of seconds. */
  readonly mute?: { readonly seconds: number; readonly code: number | null; readonly info: string };
  readonly findings: Findings;
}

/** Collects the hits of one message while the rules are evaluated. */
export class Evaluation {
  readonly #hits: string[] = [];
  readonly #failures: string[] = [];
  readonly #reviews: string[] = [];
  readonly #maskedLists = new Set<string>();
  #maskWith = '';
  #decided: { verdict: Verdict; rule: Rule } | undefined;
  /** The decision if shadow rules were live. */
  #shadow: { verdict: Verdict; rule: Rule } | undefined;

  constructor(
    private readonly version: number,
    private readonly facts: MessageFacts,
  ) {}

  get isDecided(): boolean {
    return this.#decided !== undefined;
  }

  hit(rule: Rule, isLive: boolean, { lists }: Condition): void {
    this.#hits.push(rule.name);
    const { action } = rule.then;
    if (action === 'mask' || action === 'review') {
      if (isLive) this.#note(rule, lists);
      return;
    }
    const verdict = verdictOf(rule.then, this.facts.event.text);
    this.#shadow ??= { verdict, rule };
    if (isLive) this.#decided = { verdict, rule };
  }

  failed({ name }: Rule, error: Error): void {
    this.#failures.push(`rule ${name} failed: ${firstLine(error)}`);
  }

  get result(): EvaluationResult {
    const decided = this.#decided;
    const shadowKind = this.#shadow?.verdict.kind ?? 'allow';
    const isSame = shadowKind === (decided?.verdict.kind ?? 'allow');
    const findings: Findings = {
      ruleSetVersion: this.version,
      rule: decided?.rule.name,
      hits: this.#hits.length > 0 ? this.#hits : undefined,
      shadow: isSame ? undefined : { verdict: shadowKind, rule: this.#shadow!.rule.name },
      reviews: this.#reviews.length > 0 ? this.#reviews : undefined,
      failures: this.#failures.length > 0 ? this.#failures : undefined,
    };
    const lists = [...this.#maskedLists];
    return {
      verdict: decided?.verdict,
      mask: lists.length > 0 ? { with: this.#maskWith, lists } : undefined,
      mute: decided && muteOf(decided.rule.then, decided.verdict),
      findings,
    };
  }

  #note(rule: Rule, lists: ReadonlySet<string>): void {
    if (rule.then.action === 'review') {
      this.#reviews.push(rule.name);
      return;
    }
    this.#maskWith ||= rule.then.with ?? '*';
    for (const list of lists) if (this.facts.foundLists.has(list)) this.#maskedLists.add(list);
  }
}

function verdictOf(then: RuleConsequence, text: string): Verdict {
  if (then.action === 'allow') return allow();
  if (then.action === 'discard') return discard();
  return reject(then.code, infoFor(then, text));
}

function muteOf({ action, seconds }: RuleConsequence, verdict: Verdict): EvaluationResult['mute'] {
  if (action !== 'mute' || verdict.kind !== 'reject') return undefined;
  return { seconds: seconds!, code: verdict.code, info: verdict.info };
}

/** The message of a CEL error without the source that CEL prints below it. */
export function firstLine({ message }: Error): string {
  return message.split('\n')[0]!;
}
