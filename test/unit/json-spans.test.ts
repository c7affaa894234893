import { memberSpans } from '../../src/callback/json-spans.js';

it('finds every digit of a number that a double cannot hold', () => {
  const json = '{"a": 12345678901234567890, "b":[1,2]}';
  const [start, end] = memberSpans(json)!.get('a')!;
  expect(json.slice(start, end)).toBe('12345678901234567890');
});
