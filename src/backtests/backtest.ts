import type { PinnedLists } from '../rules/rule-set.store.js';
import type { Rule, RuleState } from '../rules/rule.js';

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

/** One backtest, from the wish to its report. */
export interface Backtest {
  readonly id: number;
  readonly state: BacktestState;
  readonly version: number | null;
  readonly from: Date | null;
  readonly to: Date;
  readonly app: string | null;
  readonly family: string | null;
  readonly startedBy: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  /** Messages that it will look at; null: not counted yet. */
  readonly total: number | null;
  readonly done: number;
  readonly failure: string | null;
  readonly report: BacktestReport | null;
}

/** A verdict in short; the rule that gave it, where one did. */
export interface ShortVerdict {
  readonly verdict: 'allow' | 'reject' | 'discard';
  readonly code: number | null;
  readonly rule: string | null;
}

/** One of the messages that show what a candidate would do. */
export interface BacktestSample {
  readonly id: string;
  readonly receivedAt: string;
  readonly app: string;
  readonly family: string;
  readonly conversationId: string | null;
  readonly senderId: string | null;
  /** All rules that applied. */
  readonly hits: readonly string[];
  readonly was: ShortVerdict;
  readonly now: ShortVerdict;
}

export interface RuleTally {
  readonly name: string;
  readonly state: RuleState;
  /** Messages that it applied to. */
  readonly hits: number;
  /** Those on which its verdict was the one. */
  readonly decided: number;
  readonly perMinute: number;
}

export interface ConversationTally {
  readonly app: string;
  readonly conversationId: string | null;
  readonly hits: number;
  readonly changed: number;
}

/** What came of a backtest. */
export interface BacktestReport {
  /** Messages that were looked at. */
  readonly messages: number;
  /** Of these, those that rules were never asked about: others had decided, or there was no time. They count nowhere else. */
  readonly notComparable: number;
  /** Messages that some rule applied to. */
  readonly hits: number;
  /** Messages whose verdict would be another one, or have another code. */
  readonly changed: number;
  readonly changes: readonly { readonly from: string; readonly to: string; readonly count: number }[];
  readonly rules: readonly RuleTally[];
  /** Those with the most hits. */
  readonly conversations: readonly ConversationTally[];
  readonly conversationCount: number;
  /** At most fifty, by lot: of the changed ones, then of other hits. */
  readonly samples: readonly BacktestSample[];
  /** What judging a message takes, in microseconds. */
  readonly cost: { readonly meanUs: number; readonly p50Us: number; readonly p99Us: number };
  /** What reviewers said: a violation that is refused and a fine message that is delivered agree. */
  readonly labels: {
    readonly agreed: number;
    readonly disagreed: number;
    /** Violations that would be delivered. */
    readonly missed: number;
    /** Fine messages that would not be. */
    readonly falseAlarms: number;
  };
  readonly seconds: number;
}
