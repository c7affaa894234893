import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { type Answer, answerOf } from './answer.js';
import type { Callback } from './callback.js';
import type { Deadline } from './deadline.js';
import { OutcomeRecorder } from './outcome-recorder.js';
import type { Outcome } from './outcome.js';

/** How long a message that comes again is answered as it was. */
export const REPEAT_MS = 60_000;
/** What a node keeps of it, roughly; the recorder knows the rest. */
const MOST_BYTES = 48 * 1024 * 1024;
/** Of an answer and its place in the cache, beside its texts. */
const ENTRY_BYTES = 600;

type Entry = Answer | Promise<Answer | undefined>;

/**
 * What was answered within the last minute, so that a callback that is delivered again (a load balancer's
 * retry, a vendor's second try) gets the same answer and makes no second record.
 */
@Injectable()
export class AnswerMemory {
  readonly #answers = new LRUCache<string, { readonly entry: Entry }>({
    ttl: REPEAT_MS,
    maxSize: MOST_BYTES,
    sizeCalculation: ({ entry }) => sizeOf(entry),
  });

  constructor(@Inject(OutcomeRecorder) private readonly recorder: OutcomeRecorder) {}

  /**
   * The answer of a message that this node has met before, or is just at. The first who comes with a key
   * gets `undefined`, and the others wait for its answer.
   */
  meet(callback: Callback, key: string): Entry | undefined {
    const known = this.#answers.get(key);
    if (known) return known.entry;
    let settle!: (answer: Answer | undefined) => void;
    const entry = new Promise<Answer | undefined>((resolve) => (settle = resolve));
    this.#answers.set(key, { entry });
    callback.onAnswered = (outcome) => {
      if (outcome) this.keep(key, outcome);
      else this.#answers.delete(key);
      settle(outcome && answerOf(outcome));
    };
    return undefined;
  }

  /** The answer to the message of that key, by any node; `undefined` where none is known in time. */
  async recall(key: string, deadline: Deadline): Promise<Answer | undefined> {
    const { value } = await deadline.attempt(
      async () => (await this.#answers.get(key)?.entry) ?? this.recorder.recall?.(key),
    );
    return value;
  }

  /** Forgets every answer: what comes now is judged anew. */
  forget(): void {
    this.#answers.clear();
  }

  /** Keeps an answer under one more key. */
  keep(key: string, outcome: Outcome): void {
    this.#answers.set(key, { entry: answerOf(outcome) });
  }
}

function sizeOf(entry: Entry): number {
  if (entry instanceof Promise || !entry.delivery) return ENTRY_BYTES;
  const { elements, cloudCustomData } = entry.delivery;
  return ENTRY_BYTES + 2 * ((elements?.length ?? 0) + (cloudCustomData?.length ?? 0));
}
