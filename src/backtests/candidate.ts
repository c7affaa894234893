import type { Rule } from '../rules/engine/rule.js';

/**
 * Rules as a backtest has them judge: drafts are on trial, so that it is seen where they apply.
 *
 * @param asLive names of rules that are tried out as if they were live; true: all
 */
export function rulesForBacktest(rules: readonly Rule[], asLive: readonly string[] | boolean): Rule[] {
  return rules.map((rule) => {
    const isLive = asLive === true || (asLive !== false && asLive.includes(rule.name));
    if (isLive) return { ...rule, state: 'live' };
    return rule.state === undefined || rule.state === 'draft' ? { ...rule, state: 'shadow' } : rule;
  });
}
