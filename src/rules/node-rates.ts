import { LRUCache } from 'lru-cache';
import type { RateSource } from './message-facts.js';
import { similarityKeys } from './similar-text.js';
import { windowAt } from './sliding-window.js';

/** What is kept of it on a node; the longest unused go first. */
const MOST_KEYS = 200_000;
/** Senders of nearly one text who are told apart in a window; more are many enough. */
const MOST_SENDERS = 1_000;

interface Hits {
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
  readonly #hits = new LRUCache<string, Hits>({ max: MOST_KEYS });
  readonly #senders = new LRUCache<string, Senders>({ max: MOST_KEYS });

  count(key: string, seconds: number, now: number): number {
    const { index, shareBefore } = windowAt(now, seconds);
    const hits = this.#hitsOf(`${seconds} ${key}`, index);
    return ++hits.count + hits.before * shareBefore;
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

  #hitsOf(key: string, index: number): Hits {
    const known = this.#hits.get(key);
    if (known && index <= known.index) return known;
    const hits = { index, before: known?.index === index - 1 ? known.count : 0, count: 0 };
    this.#hits.set(key, hits);
    return hits;
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
