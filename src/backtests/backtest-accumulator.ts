import { createHistogram } from 'node:perf_hooks';
import type { Findings } from '../pipeline/extensions/policy-result.js';
import type { ReviewLabel } from '../reviews/review-item.js';
import type { Rule } from '../rules/engine/rule.js';
import type {
  BacktestReport,
  BacktestSample,
  ConversationTally,
  ShortVerdict,
  VerdictChange,
} from './backtest-report.js';
import { ReservoirSample } from './reservoir-sample.js';
import type { StoredMessage } from './stored-messages.js';

const SAMPLES = 50;
const SHOWN_CONVERSATIONS = 50;
/** Conversations told apart; hits of more are counted, but not where they were. */
const MOST_CONVERSATIONS = 100_000;
const MINUTE_MS = 60_000;
const NS_PER_US = 1_000;

/** A message that was judged again. */
export interface Rejudged {
  readonly message: StoredMessage;
  readonly findings: Findings;
  readonly was: ShortVerdict;
  readonly now: ShortVerdict;
  /** What judging it took, in nanoseconds. */
  readonly tookNs: number;
  readonly label: ReviewLabel | undefined;
}

/** What a backtest adds up. */
export class BacktestAccumulator {
  readonly #startedAt = performance.now();
  readonly #cost = createHistogram();
  readonly #rules: Map<string, { hits: number; decided: number }>;
  readonly #changes = new Map<string, VerdictChange>();
  readonly #conversations = new Map<string, { hits: number; changed: number }>();
  readonly #changedSamples = new ReservoirSample<BacktestSample>(SAMPLES);
  readonly #otherSamples = new ReservoirSample<BacktestSample>(SAMPLES);
  readonly #labels = { agreed: 0, disagreed: 0, missed: 0, falseAlarms: 0 };
  #messages = 0;
  #notComparable = 0;
  #hits = 0;
  #changed = 0;
  #firstMs = 0;
  #lastMs = 0;

  constructor(private readonly rules: readonly Rule[]) {
    this.#rules = new Map(rules.map(({ name }) => [name, { hits: 0, decided: 0 }]));
  }

  get messages(): number {
    return this.#messages;
  }

  /** A message that the rules were not asked about when it came. */
  skip(): void {
    this.#messages++;
    this.#notComparable++;
  }

  add(rejudged: Rejudged): void {
    const { message, findings, was, now, tookNs, label } = rejudged;
    this.#firstMs ||= message.receivedMs;
    this.#lastMs = message.receivedMs;
    this.#messages++;
    this.#cost.record(Math.max(1, Math.round(tookNs)));
    const isChanged = was.verdict !== now.verdict || was.code !== now.code;
    if (findings.hits) this.#addHits(findings);
    if (isChanged) this.#addChange(was, now);
    if (findings.hits || isChanged) {
      this.#addTo(message, isChanged);
      (isChanged ? this.#changedSamples : this.#otherSamples).offer(() => sampleOf(rejudged));
    }
    if (label) this.#addLabel(label, now);
  }

  report(): BacktestReport {
    const minutes = Math.max(1, (this.#lastMs - this.#firstMs) / MINUTE_MS);
    const changed = this.#changedSamples.drawn;
    return {
      messages: this.#messages,
      notComparable: this.#notComparable,
      hits: this.#hits,
      changed: this.#changed,
      changes: [...this.#changes.values()],
      rules: this.rules.map(({ name, state = 'draft' }) => {
        const { hits, decided } = this.#rules.get(name)!;
        return { name, state, hits, decided, perMinute: rounded(hits / minutes) };
      }),
      conversations: this.#topConversations(),
      conversationCount: this.#conversations.size,
      samples: [...changed, ...this.#otherSamples.drawn].slice(0, SAMPLES),
      cost: {
        meanUs: rounded(this.#messages > this.#notComparable ? this.#cost.mean / NS_PER_US : 0),
        p50Us: rounded(this.#cost.percentile(50) / NS_PER_US),
        p99Us: rounded(this.#cost.percentile(99) / NS_PER_US),
      },
      labels: { ...this.#labels },
      seconds: rounded((performance.now() - this.#startedAt) / 1_000),
    };
  }

  #addHits({ hits, rule, shadow }: Findings): void {
    this.#hits++;
    for (const name of hits!) this.#rules.get(name)!.hits++;
    const decided = new Set([rule, shadow?.rule]);
    for (const name of decided) if (name !== undefined) this.#rules.get(name)!.decided++;
  }

  #addChange(was: ShortVerdict, now: ShortVerdict): void {
    this.#changed++;
    const [from, to] = [was.verdict, now.verdict];
    const key = `${from} ${to}`;
    const known = this.#changes.get(key);
    if (known) known.count++;
    else this.#changes.set(key, { from, to, count: 1 });
  }

  #addTo({ appId, conversationId }: StoredMessage, isChanged: boolean): void {
    const key = JSON.stringify([appId, conversationId]);
    let tally = this.#conversations.get(key);
    if (!tally) {
      if (this.#conversations.size >= MOST_CONVERSATIONS) return;
      this.#conversations.set(key, (tally = { hits: 0, changed: 0 }));
    }
    tally.hits++;
    if (isChanged) tally.changed++;
  }

  #addLabel(label: ReviewLabel, { verdict }: ShortVerdict): void {
    const isRefused = verdict !== 'allow';
    if ((label === 'violation') === isRefused) this.#labels.agreed++;
    else {
      this.#labels.disagreed++;
      if (isRefused) this.#labels.falseAlarms++;
      else this.#labels.missed++;
    }
  }

  #topConversations(): ConversationTally[] {
    return [...this.#conversations]
      .sort(([, a], [, b]) => b.hits - a.hits)
      .slice(0, SHOWN_CONVERSATIONS)
      .map(([key, tally]) => {
        const [app, conversationId] = JSON.parse(key) as [string, string | null];
        return { app, conversationId, ...tally };
      });
  }
}

function sampleOf({ message, findings, was, now }: Rejudged): BacktestSample {
  return {
    id: message.id,
    receivedAt: new Date(message.receivedMs).toISOString(),
    app: message.appId,
    family: message.family,
    conversationId: message.conversationId,
    senderId: message.senderId,
    hits: findings.hits ?? [],
    was,
    now,
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
