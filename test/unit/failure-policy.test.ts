import type { CallbackOptions } from '../../src/callback/callback-options.js';
import type { CallbackTable } from '../../src/callback/callback-table.service.js';
import { FailurePolicy } from '../../src/callback/failure-policy.service.js';
import { OpenimSecretGuard } from '../../src/openim/openim-secret.guard.js';
import { OpenimPlatform } from '../../src/openim/openim.platform.js';
import { SdkAppidGuard } from '../../src/tencent/sdk-appid.guard.js';
import { TencentPlatform } from '../../src/tencent/tencent.platform.js';

const platforms = [
  new TencentPlatform(new SdkAppidGuard({ sdkAppIds: [], tencentTokens: {}, tencentClockSkewS: 60 })),
  new OpenimPlatform(new OpenimSecretGuard({ openimSecrets: [] })),
];

function policyOf(onFailure: Partial<CallbackOptions['onFailure']>): FailurePolicy {
  const options = {
    deadlineMs: 800,
    maxBodyKb: 1024,
    onFailure: { default: 'allow' as const, ...onFailure },
  };
  return new FailurePolicy(options, { platforms } as unknown as CallbackTable);
}

it.each([
  [{ group: { code: 5001 } }, 'the family group refuses with the code 5001', '10100–10200'],
  [{ 'live-room': { code: 10201 } }, 'the family live-room', '10100–10200'],
  [{ 'official-account': { code: 10150 } }, 'the family official-account', '120001–130000'],
  [{ c2c: { code: 10150 } }, 'the family c2c', '120001–130000'],
  [{ openim: { code: 10150 } }, 'the family openim', '5000–9999'],
  [{ default: { code: 4 } }, 'all families (ON_FAILURE)', '10100–10200 or 120001–130000 or 5000–9999'],
])('does not start with a code that reaches no client: %j', (onFailure, which, ranges) => {
  const start = (): void => policyOf(onFailure).onApplicationBootstrap();
  expect(start).toThrow(which);
  expect(start).toThrow(ranges);
});

it.each([
  [{ group: { code: 10100 }, openim: { code: 9999, info: 'Later.' }, default: { code: 10200 } }],
  [{ group: 'reject' as const, default: { info: 'Later.' } }],
  [{ 'of-a-platform-that-is-not-here': { code: 7 } }],
])('starts with %j', (onFailure) => {
  expect(() => policyOf(onFailure).onApplicationBootstrap()).not.toThrow();
});
