import fc from 'fast-check';
import { decodeAsGo } from '../../src/testing/go-json.js';

const FIELDS = {
  nextCode: 'int32',
  errMsg: 'string',
  atUserIDList: 'string-list',
  options: 'bool-map',
  isPinned: 'bool',
  muteEndTime: 'int64',
  members: [{ userID: 'string', roleLevel: 'int32' }],
} as const;

it.each([
  ['{"nextCode":1}', { nextCode: 1 }],
  ['{"NEXTCODE":1}', { nextCode: 1 }],
  ['{"nextCode":1,"nextCode":0}', { nextCode: 0 }],
  ['{"nextCode":1,"NextCode":0}', { nextCode: 0 }],
  ['{"nextCode":-0}', { nextCode: -0 }],
  ['{"nextCode":null,"errMsg":null}', {}],
  ['{"other":{"nextCode":1}}', {}],
  ['{"n\\u0065xtCode":1}', { nextCode: 1 }],
  [
    '{"atUserIDList":["a",null],"options":{"history":false}}',
    { atUserIDList: ['a', null], options: { history: false } },
  ],
  ['{"isPinned":true,"muteEndTime":2147483648}', { isPinned: true, muteEndTime: 2147483648 }],
  ['{"muteEndTime":9007199254740991}', { muteEndTime: Number.MAX_SAFE_INTEGER }],
  [
    '{"members":[null,{"UserID":"ann","roleLevel":null,"other":1}]}',
    { members: [null, { UserID: 'ann', roleLevel: null, other: 1 }] },
  ],
  [' {} \n', {}],
  ['null', {}],
])('reads %s as Go does', (text, values) => {
  expect(decodeAsGo(text, FIELDS)).toEqual({ values, error: null });
});

it.each([
  ['{"nextCode":"1"}', 'nextCode is not an int32'],
  ['{"nextCode":1.0}', 'nextCode is not an int32'],
  ['{"nextCode":1e0}', 'nextCode is not an int32'],
  ['{"nextCode":2147483648}', 'nextCode is not an int32'],
  ['{"nextCode":true}', 'nextCode is not an int32'],
  ['{"errMsg":1}', 'errMsg is not a string'],
  ['{"atUserIDList":"a"}', 'atUserIDList is not a string-list'],
  ['{"options":{"history":1}}', 'options is not a bool-map'],
  ['{"isPinned":1}', 'isPinned is not a bool'],
  ['{"muteEndTime":9223372036854775808}', 'muteEndTime is not an int64'],
  ['{"muteEndTime":1e3}', 'muteEndTime is not an int64'],
  ['{"members":{}}', 'members is not a list of structs'],
  ['{"members":["ann"]}', 'members is not a list of structs'],
  ['{"members":[{"roleLevel":"1"}]}', 'members is not a list of structs'],
  ['[]', 'it is not an object'],
  ['"text"', 'it is not an object'],
  ['', 'it is not JSON'],
  ['{}{}', 'it is not JSON'],
  ['<html>', 'it is not JSON'],
  ['\ufeff{}', 'it is not JSON'],
])('ends with an error at %j', (text, error) => {
  expect(decodeAsGo(text, FIELDS).error).toBe(error);
});

it('accepts every int32, and no other integer', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 40n), max: 2n ** 40n }), (value) => {
      const { values, error } = decodeAsGo(`{"nextCode":${value}}`, FIELDS);
      const fits = BigInt.asIntN(32, value) === value;
      expect(error === null).toBe(fits);
      if (fits) expect(values).toEqual({ nextCode: Number(value) });
    }),
  );
});

it('never throws, for any text', () => {
  fc.assert(fc.property(fc.oneof(fc.json(), fc.string()), (text) => void decodeAsGo(text, FIELDS)));
});
