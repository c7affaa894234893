import type { FaultyInput } from '../../admin/problems/problem.js';

/** What is wrong with a rule set, and where. */
export interface RuleProblem {
  /** A JSON pointer into the rule set: `/rules/3/when`. */
  readonly pointer: string;
  /** What is wrong, in words, with what to do. */
  readonly detail: string;
  /** Of a condition: where in its text, from 1. */
  readonly line?: number;
  readonly column?: number;
}

/** A rule set that cannot be used; nothing of it is. */
export class RuleSetError extends Error implements FaultyInput {
  override readonly name = 'RuleSetError';

  constructor(readonly problems: readonly RuleProblem[]) {
    const [first, ...more] = problems;
    super(`${first!.pointer}: ${first!.detail}${more.length > 0 ? ` (and ${more.length} more)` : ''}`);
  }
}

/** Line and column of an offset, each from 1. */
export function placeOf(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
