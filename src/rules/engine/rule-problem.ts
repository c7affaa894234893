/** One fault of a rule set, and its place. */
export interface RuleProblem {
  /** A JSON pointer into the rule set: `/rules/3/when`. */
  readonly pointer: string;
  /** What is wrong and what to do. */
  readonly detail: string;
  /** The place in the text of a condition, from 1. */
  readonly line?: number;
  readonly column?: number;
}

/** A rule set with faults. None of it is used. The admin API answers 422 with all problems. */
export class RuleSetError extends Error {
  override readonly name = 'RuleSetError';

  constructor(readonly problems: readonly RuleProblem[]) {
    const [first, ...more] = problems;
    super(`${first!.pointer}: ${first!.detail}${more.length > 0 ? ` (and ${more.length} more)` : ''}`);
  }
}

/** Line and column of an offset, both from 1. */
export function placeOf(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
