import { LRUCache } from 'lru-cache';
import type { RateSource } from './message-facts.js';
import { similarityKeys } from './similar-text.js';
import { windowAt } from './sliding-window.js';

/** What is kept of it on a node at the most. */
const MOST_KEYS = 200_000;
/** Each hit looks at so many others, whether they still count: one of them would keep up with what comes. */
const LOOKED_AT = 2;
/** Who was hit more than once is spared, where there are too many, unless so many of them stand in a row. */
const MOST_SPARED = 16;
/** Senders of nearly one text who are told apart in a window; more are many enough. */
const MOST_SENDERS = 1_000;

interface Hits {
  readonly seconds: number;
  readonly index: number;
  readonly before: number;
  count: number;
}

interface Senders {
  readonly index: number;
  readonly before: ReadonlySet<string>;
  readonly current: Set<string>;
  /** How many are in both. */
  again: number;
}

const NOBODY: ReadonlySet<string> = new Set();

/** Counts in memory, by whatever clock it is given; where that goes back, in the newest window. */
export class NodeRates implements RateSource {
  // Those that count no more are taken out on the way: what is used least says nothing of it.
  readonly #hits = new Map<string, Hits>();
  #tour = this.#hits.entries();
  readonly #senders = new LRUCache<string, Senders>({ max: MOST_KEYS });

  count(key: string, seconds: number, now: number): number {
    const { index, shareBefore } = windowAt(now, seconds);
    const hits = this.#hitsOf(`${seconds} ${key}`, seconds, index);
    hits.count++;
    this.#tidy(now);
    return hits.count + hits.before * shareBefore;
  }

  sendersOfSimilar(text: string, sender: string, scope: string, seconds: number, now: number): number {
    const { index, shareBefore } = windowAt(now, seconds);
    let most = 0;
    for (const key of similarityKeys(text)) {
      const senders = this.#sendersOf(`${seconds} ${scope}\n${key}`, index);
      const { before, current } = senders;
      if (current.size < MOST_SENDERS && !current.has(sender)) {
        current.add(sender);
        if (before.has(sender)) senders.again++;
      }
      most = Math.max(most, current.size + (before.size - senders.again) * shareBefore);
    }
    return most;
  }

  #hitsOf(key: string, seconds: number, index: number): Hits {
    const known = this.#hits.get(key);
    if (known && index <= known.index) return known;
    const hits = { seconds, index, before: known?.index === index - 1 ? known.count : 0, count: 0 };
    this.#hits.set(key, hits);
    return hits;
  }

  /** Takes out what counts no more, a little at a time, and the oldest where there are too many. */
  #tidy(now: number): void {
    for (let looked = 0; looked < LOOKED_AT; looked++) {
      const { value, done } = this.#tour.next();
      if (done) {
        this.#tour = this.#hits.entries();
        break;
      }
      const [key, { seconds, index }] = value;
      if (index < windowAt(now, seconds).index - 1) this.#hits.delete(key);
    }
    if (this.#hits.size > MOST_KEYS) this.#forgetOne();
  }

  #forgetOne(): void {
    let spared = 0;
    for (const [key, hits] of this.#hits) {
      this.#hits.delete(key);
      if (hits.count <= 1 || ++spared > MOST_SPARED) return;
      this.#hits.set(key, hits);
    }
  }

  #sendersOf(key: string, index: number): Senders {
    const known = this.#senders.get(key);
    if (known && index <= known.index) return known;
    const before = known?.index === index - 1 ? known.current : NOBODY;
    const senders = { index, before, current: new Set<string>(), again: 0 };
    this.#senders.set(key, senders);
    return senders;
  }
}
