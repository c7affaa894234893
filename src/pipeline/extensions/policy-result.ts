import { isVerdict, type Verdict } from '../verdict.js';

/** What a policy found, for the record. */
export interface Findings {
  /** The version of the rule set that was evaluated. */
  readonly ruleSetVersion?: number;
  /** The rule that gave the verdict. */
  readonly rule?: string;
  /** The names of all rules that matched, with any consequence. */
  readonly hits?: readonly string[];
  /** The verdict that rules in shadow would have given; left out if it is the verdict that was given. */
  readonly shadow?: { readonly verdict: Verdict['kind']; readonly rule: string };
  /** The rules that ask for a review of the message. */
  readonly reviews?: readonly string[];
  /** Facts from outside the message (level, counts, time): with them the same policy gives the same result again. */
  readonly observed?: object;
  /** What went wrong, in words. */
  readonly failures?: readonly string[];
}

/**
 * A verdict, or none, and the reasons for it.
 *
 * @example
 * return { verdict: reject(10101), findings: { rule: 'no-casino' } };
 */
export interface PolicyResult {
  readonly verdict?: Verdict;
  readonly findings: Findings;
}

/** Tells whether a policy returned a result. Policies are a host's code, and types do not exist at run time. */
export function isPolicyResult(value: unknown): value is PolicyResult {
  if (typeof value !== 'object' || value === null) return false;
  const { verdict, findings } = value as Record<string, unknown>;
  return typeof findings === 'object' && findings !== null && (verdict === undefined || isVerdict(verdict));
}
