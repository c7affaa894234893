import { conform } from '../../src/callback/conform.js';
import { allow, discard, reject } from '../../src/callback/verdict.js';
import { OpenimSecretGuard } from '../../src/openim/openim-secret.guard.js';
import { OpenimPlatform } from '../../src/openim/openim.platform.js';
import { SdkAppidGuard } from '../../src/tencent/sdk-appid.guard.js';
import { TencentPlatform } from '../../src/tencent/tencent.platform.js';

const tencent = new TencentPlatform(
  new SdkAppidGuard({ sdkAppIds: [], tencentTokens: {}, tencentClockSkewS: 60 }),
);
const openim = new OpenimPlatform(new OpenimSecretGuard({ openimSecrets: [] }));

it.each([
  ['group', 10100],
  ['group', 10200],
  ['live-room', 10150],
  ['official-account', 120001],
  ['c2c', 130000],
])('passes on a code of %s: %i', (family, code) => {
  expect(conform(reject(code, 'a'), family, tencent)).toEqual({ verdict: reject(code, 'a') });
});

it.each([
  ['group', 10099],
  ['group', 120001],
  ['official-account', 10100],
  ['official-account', 130001],
  ['c2c', 2],
  ['unknown', 10100],
  ['group', -1],
])('answers a code that is not one of %s as 1, and says so: %i', (family, code) => {
  const { verdict, note } = conform(reject(code, 'a'), family, tencent);
  expect(verdict).toEqual(reject(1, 'a'));
  expect(note).toContain(`code ${code} is `);
});

it('gives a refusal without a code the plain one, without a note', () => {
  expect(conform(reject(null, 'a'), 'group', tencent)).toEqual({ verdict: reject(1, 'a') });
  expect(conform(reject(undefined, 'a'), 'openim', openim)).toEqual({ verdict: reject(5001, 'a') });
  expect(conform(reject(1), 'group', tencent)).toEqual({ verdict: reject(1) });
});

it('leaves what the platform can do', () => {
  expect(conform(allow(), 'group', tencent)).toEqual({ verdict: allow() });
  expect(conform(discard(), 'group', tencent)).toEqual({ verdict: discard() });
});

it('refuses where the platform cannot discard, and says so', () => {
  const { verdict, note } = conform(discard(), 'openim', openim);
  expect(verdict).toEqual(reject(5001));
  expect(note).toContain('cannot discard silently');
});
