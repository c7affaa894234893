import fc from 'fast-check';
import { parseQuery } from '../../src/pipeline/query.js';

it('reads names in any case, valueless keys, plus signs and percent signs', () => {
  const query = parseQuery('SdkAppid=14&ContentType=JSON&ClientIP&OptPlatform=&a=b+c%20d%2Bе');
  expect(Object.fromEntries(query)).toEqual({
    sdkappid: '14',
    contenttype: 'JSON',
    clientip: '',
    optplatform: '',
    a: 'b c d+е',
  });
});

it('takes the first value of a repeated name', () => {
  expect(parseQuery('SdkAppid=ours&sdkappid=theirs').get('sdkappid')).toBe('ours');
});

it('keeps invalid percent-encoding as it is', () => {
  expect(parseQuery('a=%ZZ&%=b').get('a')).toBe('%ZZ');
});

it('decodes every encoded text, and never throws', () => {
  fc.assert(
    fc.property(fc.string(), (value) => parseQuery(`a=${encodeURIComponent(value)}`).get('a') === value),
  );
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseQuery(text)));
});
