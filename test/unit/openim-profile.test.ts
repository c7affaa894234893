import type { Outcome, Verdict } from '../../src/index.js';
import { allow, reject } from '../../src/index.js';
import { OPENIM_PROFILES } from '../../src/platform.js';
import { adaptVerdict } from '../../src/pipeline/commands/adapt-verdict.js';
import { OpenimPlatform } from '../../src/openim/openim.platform.js';
import { ProfileMismatchLogger } from '../../src/openim/profile-mismatch-logger.js';

/** A reply as a Go server decodes it; a missing member has the zero value of its type. */
interface Decoded {
  readonly actionCode: number;
  readonly errCode: number;
  readonly nextCode: number;
  readonly errMsg: string;
}

/** Like Go's decoder: a member of another type, or a number that is not an int32, is an error. */
function decoded(text: string): Decoded {
  const body = JSON.parse(text) as Record<string, unknown>;
  const integer = (name: string): number => {
    const [, source] = new RegExp(`"${name}":([^,}]+)`).exec(text) ?? [];
    if (source === undefined) return 0;
    if (!/^-?\d+$/.test(source) || Math.abs(Number(source)) >= 2 ** 31) throw new Error(`${name}: ${source}`);
    return Number(source);
  };
  const string = (name: string): string => {
    const value = body[name] ?? '';
    if (typeof value !== 'string') throw new Error(name);
    return value;
  };
  string('errDlt');
  string('operationID');
  return {
    actionCode: integer('actionCode'),
    errCode: integer('errCode'),
    nextCode: integer('nextCode'),
    errMsg: string('errMsg'),
  };
}

/** Whether a server of the version goes on after the reply. */
const GOES_ON: Readonly<Record<string, (answer: Decoded) => boolean>> = {
  '2.0.10': ({ actionCode }) => actionCode === 0,
  '2.3.3': ({ actionCode }) => actionCode === 0,
  '3.0.0': ({ actionCode, errCode }) => actionCode === 0 && errCode === 0,
  '3.4.0': ({ actionCode, errCode }) => actionCode === 0 && errCode === 0,
  '3.4.2': ({ actionCode, nextCode }) => actionCode === 0 && nextCode !== 1,
  '3.5.1': ({ actionCode, nextCode }) => actionCode === 0 && nextCode !== 1,
  '3.6.0': () => true,
  '3.7.0': ({ actionCode, nextCode }) => !(actionCode === 0 && nextCode === 1),
  main: ({ actionCode, nextCode }) => !(actionCode === 0 && nextCode === 1),
};

const VERSIONS: readonly [version: string, profile: (typeof OPENIM_PROFILES)[number]][] = [
  ['2.0.10', 'v2'],
  ['2.3.3', 'v2'],
  ['3.0.0', 'v3.0'],
  ['3.4.0', 'v3.0'],
  ['3.4.2', 'v3.4'],
  ['3.5.1', 'v3.4'],
  ['3.6.0', 'v3.6'],
  ['3.7.0', 'v3.7'],
  ['main', 'v3.7'],
];

const platformOf = (openimProfile: (typeof OPENIM_PROFILES)[number]): OpenimPlatform =>
  new OpenimPlatform(new ProfileMismatchLogger({ openimProfile }), { openimProfile, openimPath: '/openim' });

const outcomeOf = (verdict: Verdict, command = 'callbackBeforeSendGroupMsgCommand'): Outcome =>
  ({
    verdict,
    event: { command },
    delivery: null,
    requestText: '{"operationID":"op-1","content":"{\\"content\\":\\"a\\"}"}',
  }) as unknown as Outcome;

it('tests a version of each profile', () => {
  expect(new Set(VERSIONS.map(([, profile]) => profile))).toEqual(new Set(OPENIM_PROFILES));
});

describe.each(VERSIONS)('OpenIM %s, with the profile %s,', (version, profile) => {
  const platform = platformOf(profile);
  const goesOn = GOES_ON[version]!;
  const canReject = profile !== 'v3.6';

  it('goes on after an allow', () => {
    const answer = decoded(platform.reply(outcomeOf(allow())));
    expect(goesOn(answer)).toBe(true);
    expect(answer).toMatchObject({ errCode: 0, errMsg: '' });
  });

  it.each([
    [reject(), 5001, 'The message was refused.'],
    [reject(5000, 'no'), 5000, 'no'],
    [reject(9999, '"\\\n'), 9999, '"\\\n'],
  ])('stops after a reject, and shows its code and text: %j', (verdict, code, info) => {
    const answer = decoded(platform.reply(outcomeOf(verdict)));
    expect(goesOn(answer)).toBe(!canReject);
    expect(answer).toMatchObject({ errCode: code, errMsg: info });
  });

  it.each(['foreign-caller', 'body-too-large', 'url-too-long', 'method-not-allowed'] as const)(
    'stops if Presend gives no verdict: %s',
    (refusal) => {
      expect(goesOn(decoded(platform.rejection(refusal)))).toBe(!canReject);
    },
  );

  it('gets a note in the record of a reject only if it ignores rejects', () => {
    const { note } = adaptVerdict(reject(5400), { family: 'openim' }, platform);
    if (canReject) expect(note).toBeUndefined();
    else expect(note).toContain('OpenIM 3.6 takes no reject');
    expect(adaptVerdict(allow(), { family: 'openim' }, platform).note).toBeUndefined();
  });
});

it('returns the operationID to OpenIM 2', () => {
  for (const verdict of [allow(), reject()]) {
    expect(JSON.parse(platformOf('v2').reply(outcomeOf(verdict)))).toMatchObject({ operationID: 'op-1' });
    expect(JSON.parse(platformOf('v3.7').reply(outcomeOf(verdict)))).not.toHaveProperty('operationID');
  }
});

const filter = (verdict: Verdict) =>
  JSON.parse(platformOf('v2').reply(outcomeOf(verdict, 'callbackWordFilterCommand')));

describe('the word filter of OpenIM 2', () => {
  it('stops a rejected text in every version: some need actionCode 1 together with errCode 0', () => {
    expect(filter(reject(5400, 'no'))).toMatchObject({ actionCode: 1, errCode: 0, errMsg: 'no' });
  });

  it('gets the content back, because it delivers the content of the reply', () => {
    expect(filter(allow())).toMatchObject({ actionCode: 0, errCode: 0, content: '{"content":"a"}' });
  });
});

it.each([[reject(5400), 'OpenIM 3.6'] as const, [reject(1), 'code 1 is outside'] as const])(
  'adds the note on rejects to another note: %j',
  (verdict, words) => {
    const { note } = adaptVerdict(verdict, { family: 'openim' }, platformOf('v3.6'));
    expect(note).toContain(words);
    expect(note).toContain('takes no reject');
  },
);
