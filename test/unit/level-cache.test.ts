import { LevelCache } from '../../src/member-level/level-cache.js';
import type { LevelSet } from '../../src/member-level/member-level-source.js';

const levels = (level: string): LevelSet => ({
  default: { level, title: null },
  byConversation: new Map(),
});

it('keeps at least half of its capacity, and never more than its capacity', () => {
  const cache = new LevelCache(100);
  for (let at = 0; at < 1_000; at++) {
    cache.set(`u${at}`, levels('LV1'));
    const kept = new Map(cache.entries());
    expect([...cache.entries()].length).toBeLessThanOrEqual(100);
    for (let before = Math.max(0, at - 49); before <= at; before++) {
      expect(kept.get(`u${before}`)).toBeDefined();
    }
  }
});

it('keeps a member who is read again and again, however many others are added', () => {
  const cache = new LevelCache(10);
  cache.set('ann', levels('LV7'));
  for (let at = 0; at < 1_000; at++) {
    cache.set(`u${at}`, levels('LV1'));
    expect(cache.get('ann')).toEqual(levels('LV7'));
  }
});

it('returns the newest levels, and deletes a member from both generations', () => {
  const cache = new LevelCache(4);
  for (const key of ['a', 'b', 'c']) cache.set(key, levels('LV1'));
  cache.set('a', levels('LV2'));
  expect(cache.get('a')).toEqual(levels('LV2'));
  for (const key of ['a', 'b', 'c']) cache.delete(key);
  expect([...cache.entries()]).toEqual([]);
});

it('tells whether a member was dropped for lack of room', () => {
  const cache = new LevelCache(10);
  for (let at = 0; at < 9; at++) cache.set(`u${at}`, levels('LV1'));
  expect(cache.hasForgotten).toBe(false);
  cache.set('u9', levels('LV1'));
  expect(cache.hasForgotten).toBe(true);
  cache.clear();
  expect(cache.hasForgotten).toBe(false);
});
