import type { RuleProblem } from './rule-problem.js';
import type { Rule, RuleScope } from './rule.js';

/** Variables that have been renamed, and their new names. Conditions with the old names go on working. */
export const OLD_VARIABLES: Readonly<Record<string, string>> = { platform: 'client_platform' };

/** Members of a scope that have been renamed, and their new names. Scopes with the old names go on working. */
export const OLD_SCOPE_MEMBERS = {
  platforms: 'clientPlatforms',
  groupTypes: 'conversationTypes',
} as const satisfies Partial<Record<keyof RuleScope, keyof RuleScope>>;

const RENAMED = Object.entries(OLD_SCOPE_MEMBERS) as [
  keyof typeof OLD_SCOPE_MEMBERS,
  (typeof OLD_SCOPE_MEMBERS)[keyof typeof OLD_SCOPE_MEMBERS],
][];

/** A scope with the new names of its members. */
export function withNewNames(scope: RuleScope): RuleScope {
  const renamed: { -readonly [Member in keyof RuleScope]: RuleScope[Member] } = { ...scope };
  for (const [old, name] of RENAMED) {
    if (scope[old] === undefined) continue;
    renamed[name] = scope[name] ?? scope[old];
    delete renamed[old];
  }
  return renamed;
}

/** Scopes that have a member under its old and under its new name. */
export function doubledNames({ scope }: Rule, pointer: string): RuleProblem[] {
  return RENAMED.filter(([old, name]) => scope?.[old] !== undefined && scope[name] !== undefined).map(
    ([old, name]) => ({
      pointer: `${pointer}/scope/${old}`,
      detail: `${old} is the old name of ${name}: leave it out`,
    }),
  );
}
