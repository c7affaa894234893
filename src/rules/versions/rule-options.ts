/** Settings of the rules. */
export interface RuleOptions {
  /** Whether another key than the author's has to approve a version before it is activated. */
  readonly rulesNeedApproval: boolean;
}

export const RuleOptions = Symbol('RuleOptions');
