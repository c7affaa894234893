import { LRUCache } from 'lru-cache';
import type { RateSource } from './message-facts.js';
import { similarityKeys } from './similar-text.js';
import { windowAt } from './sliding-window.js';

/** The most keys that a node counts at the same time. */
const MOST_KEYS = 200_000;
/** Amortized expiry: each hit checks this number of entries. One would be enough to keep pace. */
const CHECKED_PER_HIT = 2;
/** Eviction prefers keys with one hit. It passes over at most this number of keys with more hits. */
const MOST_PASSED_OVER = 16;
/** The most senders of one text that are told apart in a window. No rule needs a higher count. */
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
  /** The number of senders in both windows. */
  again: number;
}

const NO_SENDERS: ReadonlySet<string> = new Set();

/** Counts in memory by the clock of the caller. If the clock goes back, it counts in the newest window. */
export class NodeRates implements RateSource {
  // Expired keys are removed step by step. An LRU cache would not help: the least used key may still count.
  readonly #hits = new Map<string, Hits>();
  #tour = this.#hits.entries();
  readonly #senders = new LRUCache<string, Senders>({ max: MOST_KEYS });

  count(key: string, seconds: number, now: number): number {
    const { index, shareBefore } = windowAt(now, seconds);
    const hits = this.#hitsOf(`${seconds} ${key}`, seconds, index);
    hits.count++;
    this.#removeExpired(now);
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

  /** Removes some expired keys, and the oldest key if there are too many. */
  #removeExpired(now: number): void {
    for (let checked = 0; checked < CHECKED_PER_HIT; checked++) {
      const { value, done } = this.#tour.next();
      if (done) {
        this.#tour = this.#hits.entries();
        break;
      }
      const [key, { seconds, index }] = value;
      if (index < windowAt(now, seconds).index - 1) this.#hits.delete(key);
    }
    if (this.#hits.size > MOST_KEYS) this.#evictOne();
  }

  #evictOne(): void {
    let passedOver = 0;
    for (const [key, hits] of this.#hits) {
      this.#hits.delete(key);
      if (hits.count <= 1 || ++passedOver > MOST_PASSED_OVER) return;
      this.#hits.set(key, hits);
    }
  }

  #sendersOf(key: string, index: number): Senders {
    const known = this.#senders.get(key);
    if (known && index <= known.index) return known;
    const before = known?.index === index - 1 ? known.current : NO_SENDERS;
    const senders = { index, before, current: new Set<string>(), again: 0 };
    this.#senders.set(key, senders);
    return senders;
  }
}
