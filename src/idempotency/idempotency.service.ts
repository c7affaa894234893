import { Inject, Injectable } from '@nestjs/common';
import { type RecordedOutcome, recordedOutcomeOf } from './recorded-outcome.js';
import { ReplayCache } from './replay-cache.js';
import type { Callback } from '../pipeline/callback.js';
import type { Deadline } from '../resilience/deadline.js';
import { OutcomeRecorder } from '../pipeline/outcome-recorder.js';
import type { Outcome } from '../pipeline/outcome.js';

/** How long a message that comes again is answered as it was. */
export const REPEAT_MS = 60_000;
/** What a node keeps of it; the recorder knows the rest. */
const MOST_BYTES = 16 * 1024 * 1024;
/** Messages that somebody is at, at the same time; where more are, of most nobody has told that it is over. */
const MOST_UNDER_WAY = 20_000;

/** A message that somebody is just at. */
interface Meeting {
  /** When it came: of one that fails in a host's hands nobody may ever tell that it is over. */
  readonly since: number;
  /** Of those who come again meanwhile. */
  answer?: Promise<RecordedOutcome | undefined>;
  settle?: (answer?: RecordedOutcome) => void;
}

/**
 * What was answered within the last minute, so that a callback that is delivered again (a load balancer's
 * retry, a vendor's second try) gets the same answer and makes no second record.
 */
@Injectable()
export class IdempotencyService {
  readonly #answers = new ReplayCache(MOST_BYTES);
  readonly #underWay = new Map<string, Meeting>();

  constructor(@Inject(OutcomeRecorder) private readonly recorder: OutcomeRecorder) {}

  /**
   * The answer of a message that this node has met before, or is just at. The first who comes with a key
   * gets `undefined`, and the others wait for its answer.
   */
  meet(callback: Callback, key: string): RecordedOutcome | Promise<RecordedOutcome | undefined> | undefined {
    const { startedAt } = callback;
    const known = this.#meetingOf(key, startedAt);
    if (known) return waitFor(known);
    const answer = this.#find(key, startedAt);
    if (answer) return answer;
    const meeting: Meeting = { since: startedAt };
    this.#begin(key, meeting);
    callback.onAnswered = (outcome) => {
      const given = outcome && recordedOutcomeOf(outcome);
      if (given) this.#answers.set(key, given, performance.now());
      if (this.#underWay.get(key) === meeting) this.#underWay.delete(key);
      meeting.settle?.(given);
    };
    return undefined;
  }

  /** The answer to the message of that key, by any node; `undefined` where none is known in time. */
  async recall(key: string, deadline: Deadline): Promise<RecordedOutcome | undefined> {
    const now = performance.now();
    const known = this.#find(key, now);
    if (known) return known;
    const meeting = this.#meetingOf(key, now);
    const { value } = await deadline.attempt(
      async () => (meeting && (await waitFor(meeting))) ?? this.recorder.recall?.(key),
    );
    return value;
  }

  /** Forgets every answer: what comes now is judged anew. */
  forget(): void {
    this.#answers.clear();
    this.#underWay.clear();
  }

  /** Keeps an answer under one more key. */
  keep(key: string, outcome: Outcome): void {
    this.#answers.set(key, recordedOutcomeOf(outcome), performance.now());
  }

  #find(key: string, now: number): RecordedOutcome | undefined {
    return this.#answers.find(key, now - REPEAT_MS);
  }

  #meetingOf(key: string, now: number): Meeting | undefined {
    const meeting = this.#underWay.get(key);
    return meeting && now - meeting.since < REPEAT_MS ? meeting : undefined;
  }

  #begin(key: string, meeting: Meeting): void {
    this.#underWay.set(key, meeting);
    if (this.#underWay.size <= MOST_UNDER_WAY) return;
    const [oldest] = this.#underWay.keys();
    this.#underWay.delete(oldest!);
  }
}

function waitFor(meeting: Meeting): Promise<RecordedOutcome | undefined> {
  return (meeting.answer ??= new Promise((resolve) => (meeting.settle = resolve)));
}
