import { Inject, Injectable } from '@nestjs/common';
import { type RecordedOutcome, recordedOutcomeOf } from './recorded-outcome.js';
import { ReplayCache } from './replay-cache.js';
import type { Callback } from '../pipeline/callback.js';
import type { Deadline } from '../resilience/deadline.js';
import { OutcomeRecorder } from '../pipeline/extensions/outcome-recorder.js';
import type { Outcome } from '../pipeline/outcome.js';

/** How long a duplicate gets the outcome of the first callback. */
export const DUPLICATE_WINDOW_MS = 60_000;
/** The bytes of outcomes that a node keeps in memory; the recorder can find the others. */
const MOST_BYTES = 16 * 1024 * 1024;
/** The most callbacks under way that the node follows. Beyond it the oldest entries are leaked ones. */
const MOST_UNDER_WAY = 20_000;

/** A callback that the node is deciding on. */
interface UnderWay {
  /** When it arrived, as `performance.now()` says: one that is never settled counts for a minute. */
  readonly since: number;
  /** Duplicates wait for it. */
  outcome?: Promise<RecordedOutcome | undefined>;
  settle?: (outcome?: RecordedOutcome) => void;
}

/**
 * Keeps the outcomes of the last minute: a callback that is delivered again (a load balancer's retry, the vendor's
 * second try) gets the same reply and no second record.
 */
@Injectable()
export class IdempotencyService {
  readonly #outcomes = new ReplayCache(MOST_BYTES);
  readonly #underWay = new Map<string, UnderWay>();

  constructor(@Inject(OutcomeRecorder) private readonly recorder: OutcomeRecorder) {}

  /**
   * Begins a callback. The first one with a key gets `undefined`, and must settle it
   * (`callback.settleDuplicates`). A duplicate gets the outcome of the first one, or waits for it.
   */
  begin(callback: Callback, key: string): RecordedOutcome | Promise<RecordedOutcome | undefined> | undefined {
    const { startedAt } = callback;
    const first = this.#underWayAt(key, startedAt);
    if (first) return settledOutcome(first);
    const known = this.#outcomes.find(key, startedAt - DUPLICATE_WINDOW_MS);
    if (known) return known;
    const underWay: UnderWay = { since: startedAt };
    this.#follow(key, underWay);
    callback.settleDuplicates = (outcome) => {
      const recorded = outcome && recordedOutcomeOf(outcome);
      if (recorded) this.#outcomes.set(key, recorded, performance.now());
      if (this.#underWay.get(key) === underWay) this.#underWay.delete(key);
      underWay.settle?.(recorded);
    };
    return undefined;
  }

  /** The outcome under a key, as far as this node knows it. */
  known(key: string): RecordedOutcome | undefined {
    return this.#outcomes.find(key, performance.now() - DUPLICATE_WINDOW_MS);
  }

  /** The outcome under a key on any node; `undefined` if none is found in time. */
  async find(key: string, deadline: Deadline): Promise<RecordedOutcome | undefined> {
    const known = this.known(key);
    if (known) return known;
    const underWay = this.#underWayAt(key, performance.now());
    const { value } = await deadline.attempt(
      async () => (underWay && (await settledOutcome(underWay))) ?? this.recorder.recall?.(key),
    );
    return value;
  }

  /** Keeps an outcome under one more key. */
  keep(key: string, outcome: Outcome): void {
    this.#outcomes.set(key, recordedOutcomeOf(outcome), performance.now());
  }

  /** Forgets every outcome: the next callback is a first one. */
  forget(): void {
    this.#outcomes.clear();
    this.#underWay.clear();
  }

  #underWayAt(key: string, now: number): UnderWay | undefined {
    const underWay = this.#underWay.get(key);
    return underWay && now - underWay.since < DUPLICATE_WINDOW_MS ? underWay : undefined;
  }

  #follow(key: string, underWay: UnderWay): void {
    this.#underWay.set(key, underWay);
    if (this.#underWay.size <= MOST_UNDER_WAY) return;
    const [oldest] = this.#underWay.keys();
    this.#underWay.delete(oldest!);
  }
}

function settledOutcome(underWay: UnderWay): Promise<RecordedOutcome | undefined> {
  return (underWay.outcome ??= new Promise((resolve) => (underWay.settle = resolve)));
}
