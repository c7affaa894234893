import { levelInEx } from '../../src/openim/openim-level.js';

it.each([
  ['', 'LV1', '{"CustomElement.MemberLevel":"LV1"}'],
  ['{}', 'LV1', '{"CustomElement.MemberLevel":"LV1"}'],
  [' { "a" : 12345678901234567890 } ', 'LV1', '{"a":12345678901234567890,"CustomElement.MemberLevel":"LV1"}'],
  ['{"CustomElement.MemberLevel":"LV9","a":1}', 'LV1', '{"a":1,"CustomElement.MemberLevel":"LV1"}'],
  ['{"CustomElement\\u002eMemberLevel":"LV9"}', 'LV1', '{"CustomElement.MemberLevel":"LV1"}'],
  ['{"CustomElement.MemberLevel":"LV9","a":1}', null, '{"a":1}'],
  ['{"a":1}', null, '{"a":1}'],
  ['', null, ''],
])('merges %j and the level %p into %j', (ex, level, expected) => {
  expect(levelInEx(ex, level)).toBe(expected);
});

it.each(['Extra data', '[1]', '"text"', '{"a":', 'null'])(
  'does not change an ex that is not a JSON object: %j',
  (ex) => {
    expect(levelInEx(ex, 'LV1')).toBeUndefined();
  },
);
