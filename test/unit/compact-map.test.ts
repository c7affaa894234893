import fc from 'fast-check';
import { CompactMap } from '../../src/member-level/compact-map.js';

it('behaves as a Map for keys of any characters', () => {
  const key = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
    fc.constantFrom('a', 'b', 'ab', ''),
  );
  const step = fc.record({ key, value: fc.option(fc.integer()) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const map = new CompactMap<number>();
      const model = new Map<string, number>();
      for (const { key: name, value } of steps) {
        if (value === null) {
          map.delete(name);
          model.delete(name);
        } else {
          map.set(name, value);
          model.set(name, value);
        }
        expect(map.size).toBe(model.size);
      }
      for (const { key: name } of steps) expect(map.get(name)).toBe(model.get(name));
      expect(new Map(map.entries())).toEqual(model);
    }),
  );
});

const nameOf = (at: number): string =>
  at % 3 === 0 ? `成员${at}` : `1400000001\nu${at}-${'x'.repeat(at % 60)}`;

it('holds a hundred thousand keys, in several chunks', () => {
  const map = new CompactMap<number>();
  for (let at = 0; at < 100_000; at++) map.set(nameOf(at), at);
  for (let at = 0; at < 100_000; at++) if (map.get(nameOf(at)) !== at) throw new Error(nameOf(at));
  expect(map.get('u100000')).toBeUndefined();
  expect(map.size).toBe(100_000);
});

it('does not store a key of more than 32,767 characters', () => {
  const map = new CompactMap<number>();
  map.set('x'.repeat(40_000), 1);
  expect(map.get('x'.repeat(40_000))).toBeUndefined();
  map.set('x'.repeat(32_767), 1);
  expect(map.get('x'.repeat(32_767))).toBe(1);
});
