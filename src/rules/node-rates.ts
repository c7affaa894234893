import { LRUCache } from 'lru-cache';
import type { RateSource } from './message-facts.js';
import { similarityKeys } from './similar-text.js';

/** What is kept of it on a node; the longest unused go first. */
const MOST_KEYS = 200_000;
/** Senders of nearly one text who are told apart; more are many enough. */
const MOST_SENDERS = 1_000;

interface Window {
  readonly from: number;
  count: number;
  readonly senders: Set<string> | undefined;
}

/** Counts in memory, by whatever clock it is given: a window begins with the first hit of its key. */
export class NodeRates implements RateSource {
  readonly #windows = new LRUCache<string, Window>({ max: MOST_KEYS });

  async count(key: string, seconds: number, now: number): Promise<number> {
    return ++this.#window(`${seconds} ${key}`, seconds, now, false).count;
  }

  async sendersOfSimilar(
    text: string,
    sender: string,
    scope: string,
    seconds: number,
    now: number,
  ): Promise<number> {
    let most = 0;
    for (const key of similarityKeys(text)) {
      const { senders } = this.#window(`${seconds}~${scope}\n${key}`, seconds, now, true);
      if (senders!.size < MOST_SENDERS) senders!.add(sender);
      most = Math.max(most, senders!.size);
    }
    return most;
  }

  #window(key: string, seconds: number, now: number, isOfSenders: boolean): Window {
    const known = this.#windows.get(key);
    if (known && now - known.from < seconds * 1_000) return known;
    const window = { from: now, count: 0, senders: isOfSenders ? new Set<string>() : undefined };
    this.#windows.set(key, window);
    return window;
  }
}
