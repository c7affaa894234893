import { CompactMap } from './compact-map.js';
import type { MemberLevels } from './member-level-source.js';

/**
 * Members' levels by their keys, of those who were asked for last: two generations, the older one of which goes as a
 * whole when the younger one is full. Who is asked for again moves over.
 */
export class LevelCache {
  #young = new CompactMap<MemberLevels>();
  #old = new CompactMap<MemberLevels>();
  #hasForgotten = false;

  /** @param most members; half of them are kept at the least */
  constructor(private readonly most: number) {}

  /** Whether somebody is gone for want of room, since the cache was empty. */
  get hasForgotten(): boolean {
    return this.#hasForgotten;
  }

  get(key: string): MemberLevels | undefined {
    const levels = this.#young.get(key);
    if (levels) return levels;
    const old = this.#old.get(key);
    if (!old) return undefined;
    this.#old.delete(key);
    this.set(key, old);
    return old;
  }

  set(key: string, levels: MemberLevels): void {
    this.#old.delete(key);
    this.#young.set(key, levels);
    if (this.#young.size < this.most / 2) return;
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

  /** All of them; the cache may go on being used, and somebody may then be among them twice. */
  *entries(): Generator<[key: string, levels: MemberLevels], void> {
    const generations = [this.#old, this.#young];
    for (const generation of generations) yield* generation.entries();
  }
}
