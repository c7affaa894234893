import fc from 'fast-check';
import { itemSpans, memberSpans } from '../../src/json/json-spans.js';

const member = (json: string, name: string): string | undefined => {
  const span = memberSpans(json)?.get(name);
  return span && json.slice(span[0], span[1]);
};

it('finds every digit of a number that a double cannot hold', () => {
  expect(member('{"a": 12345678901234567890 , "b":[1,2]}', 'a')).toBe('12345678901234567890');
});

it('takes the last value of a repeated key, and decodes escaped keys', () => {
  expect(member('{"a":1,"\\u0061":2}', 'a')).toBe('2');
});

it('finds only the members of the outer object', () => {
  expect(member('{"x":{"Type":"Live"},"y":"\\"Type\\":\\"Live\\""}', 'Type')).toBeUndefined();
});

it.each(['', 'null', '[]', '{', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":"', "{'a':1}", '{a:1}'])(
  'finds nothing in %j',
  (text) => expect(memberSpans(text)).toBeUndefined(),
);

it('finds the members that a parser finds in any object, with any white space', () => {
  const objects = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 5 }));
  fc.assert(
    fc.property(objects, fc.constantFrom(undefined, 1, '\t'), (object, indent) => {
      const json = ` ${JSON.stringify(object, null, indent)}\n`;
      const parsed = JSON.parse(json) as Record<string, unknown>;
      const spans = memberSpans(json)!;
      expect([...spans.keys()].sort()).toEqual(Object.keys(parsed).sort());
      for (const [name, [start, end]] of spans) {
        expect(JSON.parse(json.slice(start, end))).toEqual(parsed[name]);
      }
    }),
  );
});

it('finds the items that a parser finds in any array', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ maxDepth: 4 })), (array) => {
      const json = JSON.stringify(array, null, 1);
      const items = itemSpans(json)!.map(([start, end]) => JSON.parse(json.slice(start, end)) as unknown);
      expect(items).toEqual(JSON.parse(json));
    }),
  );
});

it('neither throws nor hangs, for any text', () => {
  const pieces = fc.array(fc.constantFrom('{', '}', '[', ']', '"', '\\', ':', ',', ' ', 'a', '1', '\u0000'), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(pieces, (text) => {
      memberSpans(text.join(''));
      itemSpans(text.join(''));
    }),
    { numRuns: 2_000 },
  );
});
