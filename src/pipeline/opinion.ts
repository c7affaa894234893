import { isVerdict, type Verdict } from './verdict.js';

/** What a policy found, for the record. */
export interface Findings {
  /** The version of the rule set that judged. */
  readonly ruleSetVersion?: number;
  /** The rule that gave the verdict. */
  readonly rule?: string;
  /** All rules that applied, whatever came of them. */
  readonly hits?: readonly string[];
  /** The verdict that rules on trial would have given; left out where it is the one that was given. */
  readonly shadow?: { readonly verdict: Verdict['kind']; readonly rule: string };
  /** The rules that want a person to look at the message. */
  readonly reviews?: readonly string[];
  /** What was found out beside the message: with it, the same policy says the same again. */
  readonly observed?: object;
  /** What did not go as it should. */
  readonly failures?: readonly string[];
}

/**
 * A verdict, or none, and what stands behind it.
 *
 * @example
 * return { verdict: reject(10101), findings: { rule: 'no-casino' } };
 */
export interface Opinion {
  readonly verdict?: Verdict;
  readonly findings: Findings;
}

/** Tells whether a policy's answer is an opinion: policies are foreign code, and their types are gone by now. */
export function isOpinion(value: unknown): value is Opinion {
  if (typeof value !== 'object' || value === null) return false;
  const { verdict, findings } = value as Record<string, unknown>;
  return typeof findings === 'object' && findings !== null && (verdict === undefined || isVerdict(verdict));
}
