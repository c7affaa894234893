import { Inject, Injectable } from '@nestjs/common';
import { type Answer, answerOf } from './answer.js';
import type { Callback } from './callback.js';
import type { Deadline } from './deadline.js';
import { OutcomeRecorder } from './outcome-recorder.js';
import type { Outcome } from './outcome.js';

/** How long a message that comes again is answered as it was. */
export const REPEAT_MS = 60_000;
/** What a node keeps of it, roughly; the recorder knows the rest. */
const MOST_BYTES = 32 * 1024 * 1024;
/** Of an answer and its place, beside its texts. */
const ENTRY_BYTES = 600;

/** A message that somebody has asked about. */
interface Entry {
  /** When it came, or was answered. */
  since: number;
  answer: Answer | undefined;
  /** Of those who came again before it was answered. */
  waiting?: { readonly answer: Promise<Answer | undefined>; readonly settle: (answer?: Answer) => void };
}

/**
 * What was answered within the last minute, so that a callback that is delivered again (a load balancer's
 * retry, a vendor's second try) gets the same answer and makes no second record.
 */
@Injectable()
export class AnswerMemory {
  // Two generations, the older one of which goes as a whole: to keep an order of use of each answer, and to take single
  // ones out, would cost as much as all else here.
  #young = new Map<string, Entry>();
  #old = new Map<string, Entry>();
  #begun = 0;
  #bytes = 0;

  constructor(@Inject(OutcomeRecorder) private readonly recorder: OutcomeRecorder) {}

  /**
   * The answer of a message that this node has met before, or is just at. The first who comes with a key
   * gets `undefined`, and the others wait for its answer.
   */
  meet(callback: Callback, key: string): Answer | Promise<Answer | undefined> | undefined {
    const known = this.#find(key, callback.startedAt);
    if (known) return known.answer ?? waitFor(known);
    const entry: Entry = { since: callback.startedAt, answer: undefined, waiting: undefined };
    this.#add(key, entry);
    callback.onAnswered = (outcome) => {
      const answer = outcome && answerOf(outcome);
      if (answer) this.#answer(entry, answer);
      else this.#drop(key, entry);
      entry.waiting?.settle(answer);
      entry.waiting = undefined;
    };
    return undefined;
  }

  /** The answer to the message of that key, by any node; `undefined` where none is known in time. */
  async recall(key: string, deadline: Deadline): Promise<Answer | undefined> {
    const known = this.#find(key, performance.now());
    if (known?.answer) return known.answer;
    const { value } = await deadline.attempt(
      async () => (known && (await waitFor(known))) ?? this.recorder.recall?.(key),
    );
    return value;
  }

  /** Forgets every answer: what comes now is judged anew. */
  forget(): void {
    this.#young = new Map();
    this.#old = new Map();
    this.#bytes = 0;
  }

  /** Keeps an answer under one more key. */
  keep(key: string, outcome: Outcome): void {
    const entry: Entry = { since: 0, answer: undefined, waiting: undefined };
    this.#add(key, entry);
    this.#answer(entry, answerOf(outcome));
  }

  #find(key: string, now: number): Entry | undefined {
    const entry = this.#young.get(key) ?? this.#old.get(key);
    return entry && now - entry.since < REPEAT_MS ? entry : undefined;
  }

  #add(key: string, entry: Entry): void {
    this.#young.set(key, entry);
    this.#bytes += ENTRY_BYTES;
  }

  #answer(entry: Entry, answer: Answer): void {
    const now = performance.now();
    entry.answer = answer;
    entry.since = now;
    if (answer.delivery) {
      const { elements, cloudCustomData } = answer.delivery;
      this.#bytes += 2 * ((elements?.length ?? 0) + (cloudCustomData?.length ?? 0));
    }
    if (now - this.#begun < REPEAT_MS && this.#bytes < MOST_BYTES / 2) return;
    this.#old = this.#young;
    this.#young = new Map();
    this.#begun = now;
    this.#bytes = 0;
  }

  #drop(key: string, entry: Entry): void {
    for (const entries of [this.#young, this.#old]) if (entries.get(key) === entry) entries.delete(key);
  }
}

function waitFor(entry: Entry): Promise<Answer | undefined> {
  if (!entry.waiting) {
    let settle!: (answer?: Answer) => void;
    const answer = new Promise<Answer | undefined>((resolve) => (settle = resolve));
    entry.waiting = { answer, settle };
  }
  return entry.waiting.answer;
}
