import type { MemberLevels } from './member-level-source.js';

/**
 * Members' levels by their keys, of those who were asked for last: two generations, the older one of which goes as a
 * whole when the younger one is full. Who is asked for again moves over.
 */
export class LevelCache {
  #young = new Map<string, MemberLevels>();
  #old = new Map<string, MemberLevels>();

  /** @param most members; half of them are kept at the least */
  constructor(private readonly most: number) {}

  get(key: string): MemberLevels | undefined {
    const levels = this.#young.get(key);
    if (levels) return levels;
    const old = this.#old.get(key);
    if (!old) return undefined;
    this.#old.delete(key);
    this.set(key, old);
    return old;
  }

  /** The same, without a move. */
  peek(key: string): MemberLevels | undefined {
    return this.#young.get(key) ?? this.#old.get(key);
  }

  set(key: string, levels: MemberLevels): void {
    this.#old.delete(key);
    this.#young.set(key, levels);
    if (this.#young.size < this.most / 2) return;
    this.#old = this.#young;
    this.#young = new Map();
  }

  delete(key: string): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  clear(): void {
    this.#young = new Map();
    this.#old = new Map();
  }

  /** A copy: the cache may go on being used. */
  keys(): string[] {
    return [...this.#old.keys(), ...this.#young.keys()];
  }
}
