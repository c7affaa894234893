import fc from 'fast-check';
import { adaptVerdict } from '../../src/pipeline/commands/adapt-verdict.js';
import { allow, allowExcept, discard, reject } from '../../src/pipeline/verdict.js';
import { ProfileMismatchLogger } from '../../src/openim/profile-mismatch-logger.js';
import { OpenimPlatform } from '../../src/openim/openim.platform.js';
import { TencentPlatform } from '../../src/tencent/tencent.platform.js';

const tencent = new TencentPlatform({ tencentPaths: ['/tencent'] });
const openim = new OpenimPlatform(new ProfileMismatchLogger({ openimProfile: 'v3.7' }), {
  openimProfile: 'v3.7',
  openimPath: '/openim',
});

it.each([
  ['group', 10100],
  ['group', 10200],
  ['live-room', 10150],
  ['official-account', 120001],
  ['c2c', 130000],
])('passes on a code of %s: %i', (family, code) => {
  expect(adaptVerdict(reject(code, 'a'), { family }, tencent)).toEqual({ verdict: reject(code, 'a') });
});

it.each([
  ['group', 10099],
  ['group', 120001],
  ['official-account', 10100],
  ['official-account', 130001],
  ['c2c', 2],
  ['unknown', 10100],
  ['group', -1],
])('replaces a code that is not one of %s by 1, and notes it: %i', (family, code) => {
  const { verdict, note } = adaptVerdict(reject(code, 'a'), { family }, tencent);
  expect(verdict).toEqual(reject(1, 'a'));
  expect(note).toContain(`code ${code} is `);
});

it('gives a rejection without a code the plain one, without a note', () => {
  expect(adaptVerdict(reject(null, 'a'), { family: 'group' }, tencent)).toEqual({ verdict: reject(1, 'a') });
  expect(adaptVerdict(reject(undefined, 'a'), { family: 'openim' }, openim)).toEqual({
    verdict: reject(5001, 'a'),
  });
  expect(adaptVerdict(reject(1), { family: 'group' }, tencent)).toEqual({ verdict: reject(1) });
});

it('does not change a verdict that the platform can carry out', () => {
  expect(adaptVerdict(allow(), { family: 'group' }, tencent)).toEqual({ verdict: allow() });
  expect(adaptVerdict(discard(), { family: 'group' }, tencent)).toEqual({ verdict: discard() });
});

it('turns a discard into a reject if the platform cannot discard, and notes it', () => {
  const { verdict, note } = adaptVerdict(discard(), { family: 'openim' }, openim);
  expect(verdict).toEqual(reject(5001));
  expect(note).toContain('cannot discard silently');
});

describe('an action whose reply can name targets', () => {
  const event = { family: 'friends', kind: 'action', targets: ['a', 'b'] } as const;
  const command = { rejectsTargets: true, plainRejectionCode: 38000 };
  const codes = fc.option(fc.oneof(fc.integer(), fc.integer({ min: 38000, max: 39000 })));
  const targets = fc.array(
    fc.record({ userId: fc.constantFrom('a', 'b', 'c'), code: codes, info: fc.string() }),
  );

  it('for any verdict, all codes reach the client, and only targets are rejected, each once', () => {
    fc.assert(
      fc.property(targets, (except) => {
        const { verdict, note } = adaptVerdict({ kind: 'allow', except }, event, tencent, command);
        const refused = verdict.kind === 'allow' ? (verdict.except ?? []) : [];
        expect(verdict.kind).toBe('allow');
        const ids = refused.map(({ userId }) => userId);
        expect(ids).toEqual([...new Set(except.map(({ userId }) => userId))].filter((id) => id !== 'c'));
        expect(refused.every(({ code }) => code! >= 38000 && code! <= 39000)).toBe(true);
        const isChanged = except.some(({ userId }) => userId === 'c');
        if (isChanged) expect(note).toContain('are not targets of this action');
      }),
    );
  });

  it('without a rejected target the verdict is an allow', () => {
    expect(adaptVerdict(allowExcept([]), event, tencent, command)).toEqual({ verdict: allow() });
  });
});

it.each([
  [{ family: 'group' }, { rejectsTargets: true }],
  [{ family: 'group', kind: 'action' as const, targets: ['a'] }, {}],
])('rejected targets become a reject if the reply cannot name them: %j, %j', (event, command) => {
  const { verdict, note } = adaptVerdict(
    allowExcept([{ userId: 'a', code: 10101 }]),
    event,
    tencent,
    command,
  );
  expect(verdict).toEqual(reject(10101));
  expect(note).toContain('single targets cannot be refused here');
});
