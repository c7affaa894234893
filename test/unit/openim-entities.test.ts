import fc from 'fast-check';
import { movedEntities } from '../../src/openim/openim-entities.js';

const mark = (offset: number, length: number): string =>
  `{"type":"url","offset":${offset},"length":${length},"url":"u","ex":""}`;

it('does not change marks if the text has the same length as before', () => {
  const list = `[${mark(0, 3)},${mark(4, 6)}]`;
  expect(movedEntities(list, 'abc casino', 'abc ******')).toBe(list);
});

it('keeps marks before the change, moves marks after it, and drops marks inside it', () => {
  const list = `[${mark(0, 3)},${mark(4, 6)},${mark(11, 2)}]`;
  expect(movedEntities(list, 'abc casino de', 'abc [x] de')).toBe(`[${mark(0, 3)},${mark(8, 2)}]`);
});

it('drops a mark that would be right only in UTF-16 units', () => {
  // The mask has the same length in units, but not in characters: a mark after it may be counted in either.
  const list = `[${mark(0, 1)},${mark(4, 1)}]`;
  expect(movedEntities(list, 'a 😀 b', 'a ** b')).toBe(`[${mark(0, 1)}]`);
});

it.each(['null', '{}', '"x"', '[]'])('returns a value that is not a list of marks unchanged: %s', (list) => {
  expect(movedEntities(list, 'casino', 'x')).toBe(list);
});

it('drops a mark without an offset', () => {
  expect(movedEntities('[{"type":"url"},null,5]', 'casino', 'x')).toBe('[]');
});

it('keeps a mark only if it marks the same text as before, in units and in characters', () => {
  const piece = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '中', '😀', 'é'), maxLength: 8 });
  const counts = [(text: string) => [...text].length, (text: string) => text.length];
  fc.assert(
    fc.property(
      piece,
      piece,
      piece,
      piece,
      fc.nat(20),
      fc.nat(8),
      fc.constantFrom(0, 1),
      (head, from, to, tail, offset, length, unit) => {
        const before = head + from + tail;
        const after = head + to + tail;
        const count = counts[unit]!;
        fc.pre(offset + length <= count(before));
        const cut = (text: string, start: number): string =>
          unit === 0 ? [...text].slice(start, start + length).join('') : text.slice(start, start + length);
        const moved = JSON.parse(movedEntities(`[${mark(offset, length)}]`, before, after)) as {
          offset: number;
        }[];
        if (before.length === after.length && [...before].length === [...after].length) return;
        for (const left of moved) expect(cut(after, left.offset)).toBe(cut(before, offset));
      },
    ),
    { numRuns: 2_000 },
  );
});
