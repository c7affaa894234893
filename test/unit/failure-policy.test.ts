import type { PipelineOptions } from '../../src/pipeline/pipeline-options.js';
import type { CommandTable } from '../../src/pipeline/commands/command-table.js';
import { FailurePolicy } from '../../src/pipeline/failure-policy.js';
import { ProfileMismatchLogger } from '../../src/openim/profile-mismatch-logger.js';
import { OpenimPlatform } from '../../src/openim/openim.platform.js';
import { TencentPlatform } from '../../src/tencent/tencent.platform.js';

const platforms = [
  new TencentPlatform({ tencentPaths: ['/tencent'] }),
  new OpenimPlatform(new ProfileMismatchLogger({ openimProfile: 'v3.7' }), {
    openimProfile: 'v3.7',
    openimPath: '/openim',
  }),
];

function policyOf(onFailure: Partial<PipelineOptions['onFailure']>): FailurePolicy {
  const options = {
    deadlineMs: 800,
    maxBodyKb: 1024,
    onFailure: { default: 'allow' as const, ...onFailure },
  };
  return new FailurePolicy(options, { platforms } as unknown as CommandTable);
}

function faultOf(onFailure: Partial<PipelineOptions['onFailure']>): string {
  try {
    policyOf(onFailure).onApplicationBootstrap();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

it.each([
  [{ group: { code: 5001 } }, 'onFailure.group (ON_FAILURE_GROUP)', '10100–10200'],
  [{ group: { code: 10150.5 } }, 'onFailure.group (ON_FAILURE_GROUP)', '10100–10200'],
  [{ 'live-room': { code: 10201 } }, 'onFailure.live-room (ON_FAILURE_LIVE_ROOM)', '10100–10200'],
  [
    { 'official-account': { code: 10150 } },
    'onFailure.official-account (ON_FAILURE_OFFICIAL_ACCOUNT)',
    '120001–130000',
  ],
  [{ c2c: { code: 10150 } }, 'onFailure.c2c (ON_FAILURE_C2C)', '120001–130000'],
  [{ openim: { code: 10150 } }, 'onFailure.openim (ON_FAILURE_OPENIM)', '5000–9999'],
  [
    { default: { code: 4 } },
    'onFailure.default (ON_FAILURE)',
    '10100–10200 or 120001–130000 or 38000–39000 or 5000–9999',
  ],
])(
  'stops the start at a code that reaches no client, and names the setting without its value: %j',
  (onFailure, name, ranges) => {
    const fault = faultOf(onFailure);
    expect(fault).toBe(
      `The failure policy ${name} rejects with a code that reaches no client: it must lie in ${ranges}.`,
    );
  },
);

it.each([
  [{ group: 'refuse' }],
  [{ group: 'reject:10101:Later.' }],
  [{ openim: null }],
  [{ openim: { code: '5101' } }],
  [{ c2c: { info: 5 } }],
  [{ default: undefined }],
  [{ 'of-a-platform-that-is-not-here': 7 }],
])('stops the start at a value that is not a failure policy: %j', (onFailure) => {
  const fault = faultOf(onFailure as unknown as Partial<PipelineOptions['onFailure']>);
  expect(fault).toContain(`onFailure.${Object.keys(onFailure)[0]} `);
  expect(fault).toContain("must be 'allow', 'reject' or { code?: number, info?: string }");
});

it.each([
  [{ group: { code: 10100 }, openim: { code: 9999, info: 'Later.' }, default: { code: 10200 } }],
  [{ group: 'reject' as const, c2c: undefined, default: { info: 'Later.' } }],
  [{ 'of-a-platform-that-is-not-here': { code: 7 } }],
])('starts with %j', (onFailure) => {
  expect(faultOf(onFailure)).toBe('');
});
