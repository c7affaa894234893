import fc from 'fast-check';
import { conversationOf } from '../../src/openim/commands/openim-command-event.js';
import { OPENIM_ACTIONS, OPENIM_NOTICES } from '../../src/openim/commands/openim-commands.js';
import { explain, isValid } from '../../src/json/dto-check.js';
import { integerAt, stringsAt } from '../../src/openim/commands/members-at.js';
import { requestClassOf } from '../../src/openim/commands/openim-request-class.js';
import type { Shape } from '../../src/openim/commands/openim-request.js';

/** The error in a body, in words; `undefined`: none. */
function faultIn(body: object, shape: Shape): string | undefined {
  const type = requestClassOf(shape);
  return isValid(type, body) ? undefined : explain(type, body);
}

it.each([
  ['sg_group567', 'ann', 'group567'],
  ['sg_a_b', 'a', 'a_b'],
  ['si_ann_jared', 'ann', 'jared'],
  ['si_ann_jared', 'jared', 'ann'],
  ['si_a_b_c', 'a_b', 'c'],
  ['si_ann_jared', 'bob', 'si_ann_jared'],
  ['si_ann_jared', null, 'si_ann_jared'],
  ['sn_admin_ann', 'ann', 'admin'],
  ['whatever', 'ann', 'whatever'],
])('finds the other side of a conversation: %s of %s', (id, user, expected) => {
  expect(conversationOf(id, user)).toBe(expected);
});

it('reads strings through lists and objects, and skips values of other types', () => {
  const body = { a: 'x', b: ['y', '', 5, null], c: [{ d: 'z' }, { d: null }, 'w'], e: { value: 'v' }, f: 1 };
  expect(['a', 'b', 'c.d', 'e', 'f', 'g', 'a.b'].map((place) => stringsAt(body, place))).toEqual([
    ['x'],
    ['y'],
    ['z'],
    ['v'],
    [],
    [],
    [],
  ]);
  expect(integerAt({ n: { value: 3 } }, 'n')).toBe(3);
  expect(integerAt({ n: 1e300 }, 'n')).toBeUndefined();
});

it.each([
  [{ a: 'integer' }, { a: 1.5 }, 'a must be an integer number'],
  [{ a: 'boolean' }, { a: 0 }, 'a must be a boolean value'],
  [{ a: 'strings' }, { a: ['x', 1] }, 'each value in a must be a string'],
  [{ a: 'integers' }, { a: '1' }, 'a must be an array; each value in a must be an integer number'],
  [{ a: 'given string' }, { a: { value: 1 } }, 'a must be a string'],
  [{ a: 'given integer' }, { a: '1' }, 'a must be an integer number'],
  [{ a: [{ b: 'string' }] }, { a: [{ b: 'x' }, { b: 1 }] }, 'a.1.b must be a string'],
] as const)('names the invalid member: %j %j', (shape, body, fault) => {
  expect(faultIn(body, shape)).toBe(fault);
});

describe.each([...OPENIM_ACTIONS, ...OPENIM_NOTICES].map((command) => [command.command, command] as const))(
  '%s',
  (_, command) => {
    const places = [
      ...(command.conversation ?? []),
      ...(command.sender ?? []),
      ...(command.operator ?? []),
      ...(command.targets ?? []),
      ...(command.text ?? []),
      ...(command.key ?? []),
      ...(command.time ?? []),
    ];

    it('reads only members that its request has', () => {
      for (const place of places) expect(Object.keys(command.request)).toContain(place.split('.')[0]);
      expect(places.length).toBeGreaterThan(0);
    });

    it('accepts null and a missing value for every member', () => {
      const nulls = Object.fromEntries(Object.keys(command.request).map((name) => [name, null]));
      expect(faultIn(nulls, command.request)).toBeUndefined();
      expect(faultIn({}, command.request)).toBeUndefined();
    });

    it('throws no unexpected error, for any body', () => {
      fc.assert(
        fc.property(
          fc.record(
            Object.fromEntries(
              Object.keys(command.request).map((name) => [name, fc.jsonValue({ maxDepth: 2 })]),
            ),
            { requiredKeys: [] },
          ),
          (body) => {
            const fault = faultIn(body, command.request);
            // A list in the place of an item is an error that class-validator cannot describe.
            expect(fault === undefined || / must be |^the body does not fit its command$/.test(fault)).toBe(
              true,
            );
            for (const place of places) expect(stringsAt(body, place)).toBeInstanceOf(Array);
          },
        ),
        { numRuns: 50 },
      );
    });
  },
);
