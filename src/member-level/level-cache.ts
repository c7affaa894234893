import { CompactMap } from './compact-map.js';
import type { LevelSet } from './member-level-source.js';

/**
 * A bounded map of members' levels that drops members who were not used for long. It has two generations. When the young
 * one is full, it becomes the old one, and the old one is dropped. A member who is read moves to the young one.
 */
export class LevelCache {
  #young = new CompactMap<LevelSet>();
  #old = new CompactMap<LevelSet>();
  #hasForgotten = false;

  /** @param capacity the most members; at least half as many are kept */
  constructor(private readonly capacity: number) {}

  /** Whether a member was dropped for lack of room since the cache was empty. */
  get hasForgotten(): boolean {
    return this.#hasForgotten;
  }

  get(key: string): LevelSet | undefined {
    const levels = this.#young.get(key);
    if (levels) return levels;
    const old = this.#old.get(key);
    if (!old) return undefined;
    this.#old.delete(key);
    this.set(key, old);
    return old;
  }

  set(key: string, levels: LevelSet): void {
    this.#old.delete(key);
    this.#young.set(key, levels);
    if (this.#young.size < this.capacity / 2) return;
    if (this.#old.size > 0) this.#hasForgotten = true;
    this.#old = this.#young;
    this.#young = new CompactMap();
  }

  delete(key: string): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  clear(): void {
    this.#young = new CompactMap();
    this.#old = new CompactMap();
    this.#hasForgotten = false;
  }

  /** All members. If the cache is used meanwhile, a member may come twice. */
  *entries(): Generator<[key: string, levels: LevelSet], void> {
    const generations = [this.#old, this.#young];
    for (const generation of generations) yield* generation.entries();
  }
}
