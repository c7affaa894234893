import fc from 'fast-check';
import { decodeText, encodeText } from '../../src/database/pg-text.js';

it('leaves what PostgreSQL can store as it is', () => {
  for (const text of ['', 'a', 'ü 红包 \u{1f9e7}', 'back\\slash "quotes"', '\u0002', 'a\u0001'])
    expect(encodeText(text)).toBe(text);
  expect(encodeText(null)).toBeNull();
});

it.each(['\u0000', 'a\ud800b', '\udfff', '\u0001', '\u0001a\\u0000'])('stores %j in escapes', (text) => {
  const column = encodeText(text);
  expect(column).not.toBe(text);
  expect(column).not.toContain('\u0000');
  expect(column.isWellFormed()).toBe(true);
  expect(decodeText(column)).toBe(text);
});

it('gives any text back, and never the same for two', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom('\u0000', '\u0001', '\ud800', '\\', '"', 'a')).map((parts) => parts.join('')),
  );
  fc.assert(fc.property(texts, (text) => decodeText(encodeText(text)) === text));
  fc.assert(fc.property(texts, texts, (a, b) => (a === b) === (encodeText(a) === encodeText(b))));
});
