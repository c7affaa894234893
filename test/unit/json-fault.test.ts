import fc from 'fast-check';
import { jsonFault } from '../../src/admin/problems/json-fault.js';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** JSON with a piece cut out or added: often it is not JSON any more. */
const nearlyJson = fc
  .tuple(
    fc.jsonValue(),
    fc.nat(40),
    fc.nat(3),
    fc.constantFrom('', ',', '"', '{', ']', '\\', '-', '1', ':', ' ', '\n', 'é'),
    fc.constantFrom(undefined, 2),
  )
  .map(([value, at, cut, put, indent]) => {
    const text = JSON.stringify(value, null, indent);
    return text.slice(0, at) + put + text.slice(at + cut);
  });

it('finds a fault exactly if JSON.parse refuses the text', () => {
  fc.assert(
    fc.property(
      fc.oneof(nearlyJson, fc.string()),
      (text) => (jsonFault(text) === undefined) === isJson(text),
    ),
    { numRuns: 3_000 },
  );
});

it.each([
  ['', 1, 1],
  ['{\n  "a" 1}', 2, 7],
  ['{"a":1,}', 1, 8],
  ['{"a":01}', 1, 7],
  ['[1,\n2,\n3', 3, 2],
  ['{"a":"b\nc"}', 1, 8],
  ['{"a":tru}', 1, 6],
  ['{} {}', 1, 4],
])('says of %j: line %i, column %i', (text, line, column) => {
  expect(jsonFault(text)).toMatchObject({ line, column });
});

it('reads deep nesting without deep recursion', () => {
  expect(jsonFault('['.repeat(100_000) + ']'.repeat(100_000))).toBeUndefined();
});
