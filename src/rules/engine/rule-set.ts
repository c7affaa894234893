import { setImmediate as nextTurn } from 'node:timers/promises';
import { isThenable } from '../../resilience/thenable.js';
import { firstLine, type EvaluationResult, Evaluation } from './evaluation.js';
import type { MessageFacts } from './message-facts.js';
import { checkRule, type CodeRanges, type CommandRanges } from './rule-check.js';
import { compileCondition, type Condition } from './rule-language.js';
import { type RuleProblem, RuleSetError } from './rule-problem.js';
import { RuleIndex } from './rule-index.js';
import { type CompiledScope, compileScope } from './rule-scope.js';
import { isInShare } from './rule-share.js';
import type { Rule, RuleState } from './rule.js';

/** Rules that are compiled before others get a turn of the event loop. */
const RULES_PER_TURN = 25;

interface CompiledRule {
  readonly rule: Rule;
  /** The order in which rules are asked. */
  readonly position: number;
  readonly scope: CompiledScope;
  readonly condition: Condition;
  readonly usesLevel: boolean;
}

/** What one rule made of a message. */
export interface RuleTrace {
  readonly name: string;
  readonly state: RuleState;
  readonly isInScope: boolean;
  /** Whether the message is among the share that the rule is for. */
  readonly isInShare: boolean;
  /** Null where it was not asked. */
  readonly holds: boolean | null;
  /** Why it has no opinion. */
  readonly error?: string;
}

/** What a rule set is checked against. */
export interface RuleSurroundings {
  readonly codeRanges: CodeRanges;
  readonly commandRanges?: CommandRanges;
  /** The names of the keyword lists. */
  readonly lists: ReadonlySet<string>;
}

/** A checked rule set, which can judge. */
export class RuleSet {
  readonly #index: RuleIndex<CompiledRule>;
  /** Whether somebody wants to know the sender's level. */
  readonly usesLevel: boolean;
  readonly usesStrikes: boolean;
  readonly usesElements: boolean;

  private constructor(
    /** 0: of no version. */
    readonly version: number,
    private readonly compiled: readonly CompiledRule[],
  ) {
    this.#index = new RuleIndex(compiled);
    this.usesLevel = compiled.some(({ usesLevel }) => usesLevel);
    this.usesStrikes = compiled.some(({ condition }) => condition.names.has('strikes'));
    this.usesElements = compiled.some(({ condition }) => condition.names.has('elements'));
  }

  /**
   * Checks and compiles rules, a few at a time: the process answers callbacks meanwhile.
   *
   * @throws RuleSetError with all that is wrong
   */
  static async compile(
    rules: readonly Rule[],
    surroundings: RuleSurroundings,
    version = 0,
  ): Promise<RuleSet> {
    const problems: RuleProblem[] = [];
    const compiled: Omit<CompiledRule, 'position'>[] = [];
    const names = new Set<string>();
    for (const [index, rule] of rules.entries()) {
      if (index % RULES_PER_TURN === RULES_PER_TURN - 1) await nextTurn();
      const pointer = `/rules/${index}`;
      if (names.has(rule.name))
        problems.push({ pointer: `${pointer}/name`, detail: `another rule is called '${rule.name}' too` });
      names.add(rule.name);
      problems.push(...checkRule(rule, pointer, surroundings.codeRanges, surroundings.commandRanges));
      const condition = compileCondition(rule.when);
      if ('detail' in condition) {
        problems.push({ ...condition, pointer: `${pointer}/when` });
        continue;
      }
      for (const list of condition.lists) {
        if (surroundings.lists.has(list)) continue;
        problems.push({ pointer: `${pointer}/when`, detail: `there is no keyword list '${list}'` });
      }
      // A draft is checked, and that is all.
      if ((rule.state ?? 'draft') === 'draft') continue;
      const scope = compileScope(rule.scope);
      compiled.push({ rule, scope, condition, usesLevel: scope.usesLevel || condition.names.has('level') });
    }
    if (problems.length > 0) throw new RuleSetError(problems);
    const sorted = compiled.sort((a, b) => (b.rule.priority ?? 0) - (a.rule.priority ?? 0));
    return new RuleSet(
      version,
      sorted.map((rule, position) => ({ ...rule, position })),
    );
  }

  /** What is covered where the rules of these names applied; undefined: nothing. */
  maskOf(names: readonly string[]): EvaluationResult['mask'] {
    const masks = this.compiled.filter(
      ({ rule }) => rule.state === 'live' && rule.then.action === 'mask' && names.includes(rule.name),
    );
    const [first] = masks;
    if (!first) return undefined;
    return {
      with: first.rule.then.with ?? '*',
      lists: [...new Set(masks.flatMap(({ condition }) => [...condition.lists]))],
    };
  }

  /** Asks each rule, whatever the others say. */
  async explain(facts: MessageFacts): Promise<RuleTrace[]> {
    const traces: RuleTrace[] = [];
    for (const { rule, scope, condition } of this.compiled) {
      const trace = {
        name: rule.name,
        state: rule.state ?? 'draft',
        isInScope: scope.includes(facts),
        isInShare: isInShare(rule, facts),
      };
      const isAsked = trace.isInScope && trace.isInShare;
      try {
        traces.push({ ...trace, holds: isAsked ? await condition.holds(facts) : null });
      } catch (error) {
        traces.push({ ...trace, holds: false, error: firstLine(error as Error) });
      }
    }
    return traces;
  }

  /** Asks the rules, the highest priority first. A rule that fails has no opinion, and the findings name it. */
  judge(facts: MessageFacts): EvaluationResult | Promise<EvaluationResult> {
    const judging = new Evaluation(this.version, facts);
    const candidates = this.#index.candidates(facts);
    for (let at = 0; at < candidates.length; at++) {
      const candidate = candidates[at]!;
      const answer = ask(candidate, facts, judging);
      // A promise is dear: it is waited for only where somebody counts.
      if (isThenable(answer)) return this.#judgeOn(facts, judging, candidates, at, answer);
      if (answer) hit(candidate, judging);
    }
    return judging.judgement;
  }

  async #judgeOn(
    facts: MessageFacts,
    judging: Evaluation,
    candidates: readonly CompiledRule[],
    from: number,
    first: PromiseLike<boolean>,
  ): Promise<EvaluationResult> {
    let answer: boolean | PromiseLike<boolean> = first;
    for (let at = from; at < candidates.length; at++) {
      const candidate = candidates[at]!;
      if (at > from) answer = ask(candidate, facts, judging);
      try {
        if (isThenable(answer) ? await answer : answer) hit(candidate, judging);
      } catch (error) {
        judging.failed(candidate.rule, error as Error);
      }
    }
    return judging.judgement;
  }
}

/** Whether a rule applies; a promise where somebody else has to be asked. */
function ask(
  { rule, scope, condition, usesLevel }: CompiledRule,
  facts: MessageFacts,
  judging: Evaluation,
): boolean | PromiseLike<boolean> {
  if (rule.state === 'live' && judging.isDecided) return false;
  if (usesLevel && facts.sender.level === null) return false;
  if (!scope.includes(facts) || !isInShare(rule, facts)) return false;
  try {
    return condition.holds(facts);
  } catch (error) {
    judging.failed(rule, error as Error);
    return false;
  }
}

function hit({ rule, condition }: CompiledRule, judging: Evaluation): void {
  judging.hit(rule, rule.state === 'live', condition);
}
