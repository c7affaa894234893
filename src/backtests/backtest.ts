import type { PinnedLists } from '../rules/versions/rule-set.store.js';
import type { Rule } from '../rules/engine/rule.js';

export const BACKTEST_STATES = ['queued', 'running', 'done', 'cancelled', 'failed'] as const;
export type BacktestState = (typeof BACKTEST_STATES)[number];

/** Which stored messages are judged again. */
export interface BacktestScope {
  /** Milliseconds since 1970; null: from the first record on. */
  readonly from: number | null;
  readonly to: number;
  readonly app: string | null;
  readonly family: string | null;
}

/** What judges: a version's rules, or rules that stand nowhere yet. */
export interface Candidate {
  /** Null: of no version. */
  readonly version: number | null;
  /** As they judge: what is tried out as if it were live is live here, and drafts are on trial. */
  readonly rules: readonly Rule[];
  readonly lists: PinnedLists;
}
