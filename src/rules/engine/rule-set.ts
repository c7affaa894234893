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

/** The number of rules that are compiled in one turn of the event loop. */
const RULES_PER_TURN = 25;

interface CompiledRule {
  readonly rule: Rule;
  /** The place in the order of evaluation. */
  readonly position: number;
  readonly scope: CompiledScope;
  readonly condition: Condition;
  readonly usesLevel: boolean;
}

/** How one rule evaluated a message. */
export interface RuleTrace {
  readonly name: string;
  readonly state: RuleState;
  readonly isInScope: boolean;
  /** Whether the message is in the share that the rule is for. */
  readonly isInShare: boolean;
  /** Null: the condition was not evaluated. */
  readonly holds: boolean | null;
  /** Why the evaluation failed. */
  readonly error?: string;
}

/** The environment that a rule set is checked against. */
export interface RuleSurroundings {
  readonly codeRanges: CodeRanges;
  readonly commandRanges?: CommandRanges;
  /** The names of the existing keyword lists. */
  readonly lists: ReadonlySet<string>;
}

/** A checked and compiled rule set. */
export class RuleSet {
  readonly #index: RuleIndex<CompiledRule>;
  /** Whether a rule reads the sender's level. */
  readonly usesLevel: boolean;
  readonly usesStrikes: boolean;
  readonly usesElements: boolean;

  private constructor(
    /** 0: the rules are not a stored version. */
    readonly version: number,
    private readonly compiled: readonly CompiledRule[],
  ) {
    this.#index = new RuleIndex(compiled);
    this.usesLevel = compiled.some(({ usesLevel }) => usesLevel);
    this.usesStrikes = compiled.some(({ condition }) => condition.names.has('strikes'));
    this.usesElements = compiled.some(({ condition }) => condition.names.has('elements'));
  }

  /**
   * Checks and compiles rules, a few in each turn of the event loop, so that the process answers callbacks meanwhile.
   *
   * @throws RuleSetError with all problems
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
        problems.push({ pointer: `${pointer}/name`, detail: `another rule has the name '${rule.name}' too` });
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
      // A draft is only checked.
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

  /** The mask that the rules with these names ask for; undefined: none. */
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

  /** Evaluates each rule, whatever the others decide. */
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

  /** Evaluates the rules, the highest priority first. A rule that fails is skipped, and the findings name it. */
  evaluate(facts: MessageFacts): EvaluationResult | Promise<EvaluationResult> {
    const evaluation = new Evaluation(this.version, facts);
    const candidates = this.#index.candidates(facts);
    for (let at = 0; at < candidates.length; at++) {
      const candidate = candidates[at]!;
      const holds = applies(candidate, facts, evaluation);
      // A promise is expensive: only rules that count on several nodes return one.
      if (isThenable(holds)) return this.#evaluateFrom(facts, evaluation, candidates, at, holds);
      if (holds) hit(candidate, evaluation);
    }
    return evaluation.result;
  }

  async #evaluateFrom(
    facts: MessageFacts,
    evaluation: Evaluation,
    candidates: readonly CompiledRule[],
    from: number,
    first: PromiseLike<boolean>,
  ): Promise<EvaluationResult> {
    let holds: boolean | PromiseLike<boolean> = first;
    for (let at = from; at < candidates.length; at++) {
      const candidate = candidates[at]!;
      if (at > from) holds = applies(candidate, facts, evaluation);
      try {
        if (isThenable(holds) ? await holds : holds) hit(candidate, evaluation);
      } catch (error) {
        evaluation.failed(candidate.rule, error as Error);
      }
    }
    return evaluation.result;
  }
}

/** Whether a rule applies; a promise if another process has to be asked. */
function applies(
  { rule, scope, condition, usesLevel }: CompiledRule,
  facts: MessageFacts,
  evaluation: Evaluation,
): boolean | PromiseLike<boolean> {
  if (rule.state === 'live' && evaluation.isDecided) return false;
  if (usesLevel && facts.sender.level === null) return false;
  if (!scope.includes(facts) || !isInShare(rule, facts)) return false;
  try {
    return condition.holds(facts);
  } catch (error) {
    evaluation.failed(rule, error as Error);
    return false;
  }
}

function hit({ rule, condition }: CompiledRule, evaluation: Evaluation): void {
  evaluation.hit(rule, rule.state === 'live', condition);
}
