import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config/config.js';
import { environmentExample, withVariableTable } from '../../src/config/config-docs.js';

function faultOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

it('uses the documented default of each variable that is not set', () => {
  expect(readConfig({})).toEqual({
    port: 3000,
    host: '0.0.0.0',
    presend: {
      databaseUrl: undefined,
      rulesNeedApproval: false,
      sdkAppIds: [],
      tencentTokens: {},
      tencentClockSkewS: 60,
      openimSecrets: [],
      openimProfile: 'v3.7',
      deadlineMs: 800,
      onFailure: {},
      logWaitMs: 250,
      spoolDir: '.presend/spool',
      spoolLimitMb: 2048,
      logRetentionDays: 180,
      maxBodyKb: 1024,
      adminApiKey: undefined,
    },
  });
});

it('reads lists, numbers, JSON and the failure policy of a family', () => {
  const { port, presend } = readConfig({
    PORT: '8080',
    SDK_APP_IDS: ' 1400000001, 1400000002,',
    TENCENT_TOKENS: '{"1400000001":["a","b"]}',
    OPENIM_SECRETS: 'secret-one,secret-two',
    ON_FAILURE: 'reject',
    ON_FAILURE_LIVE_ROOM: 'allow',
    DATABASE_URL: 'postgres://presend:p%40ss@localhost:5432/presend',
  });
  expect(port).toBe(8080);
  expect(presend).toMatchObject({
    sdkAppIds: ['1400000001', '1400000002'],
    tencentTokens: { 1400000001: ['a', 'b'] },
    openimSecrets: ['secret-one', 'secret-two'],
    onFailure: { default: 'reject', 'live-room': 'allow' },
    databaseUrl: 'postgres://presend:p%40ss@localhost:5432/presend',
  });
});

it.each([
  ['postgresql://u:p@db.internal/x'],
  ['postgres://u@10.0.0.1:5433/x?sslmode=require'],
  ['postgres://u:p@postgres/x'],
  ['postgres:///x?host=/var/run/postgresql'],
])('accepts %s as DATABASE_URL', (DATABASE_URL) => {
  expect(readConfig({ DATABASE_URL }).presend.databaseUrl).toBe(DATABASE_URL);
});

it.each([
  ['PORT', '70000'],
  ['PORT', 'http'],
  ['DATABASE_URL', 'mysql://root:hunter2@db/x'],
  ['SDK_APP_IDS', '14x'],
  ['TENCENT_TOKENS', '{"14":'],
  ['TENCENT_TOKENS', '{"14":"hunter2"}'],
  ['TENCENT_TOKENS', '{"14":[1]}'],
  ['TENCENT_TOKENS', '[1]'],
  ['TENCENT_CLOCK_SKEW_S', '-1'],
  ['OPENIM_SECRETS', 'hunter2/hunter2'],
  ['DECISION_DEADLINE_MS', '0'],
  ['ON_FAILURE', 'perhaps'],
  ['ON_FAILURE_OPENIM', 'perhaps'],
  ['ON_FAILURE_GROUP', 'reject 10101'],
  ['ON_FAILURE_GROUP', 'reject:many:text'],
  ['ON_FAILURE_GROUP', 'reject:Please wait.'],
  ['ON_FAILURE_GROUP', 'reject:10101'],
  ['ON_FAILURE_GROUP', 'reject: 10101:text'],
  ['ON_FAILURE_LIVE_ROOM', 'reject:-10101:text'],
  ['ON_FAILURE_OFFICIAL_ACCOUNT', 'allow:120001:text'],
  ['ON_FAILURE_C2C', 'Reject'],
  ['LOG_WAIT_MS', '1.5'],
  ['SPOOL_LIMIT_MB', '0'],
  ['SPOOL_LIMIT_MB', 'huge'],
  ['LOG_RETENTION_DAYS', '0'],
  ['RULES_NEED_APPROVAL', 'hunter2'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'redis://hunter2:4318'],
  ['OPENIM_PROFILE', 'v9'],
  ['MAX_BODY_KB', 'big'],
  ['ADMIN_API_KEY', 'hunter2 hunter2'],
  ['REDIS_URL', 'http://hunter2'],
  ['REDIS_URL', 'redis://one:6379,http://hunter2'],
])('names an invalid %s and does not print its value', (name, value) => {
  const message = faultOf({ [name]: value });
  expect(message).toContain(name);
  expect(message.replaceAll(name, '')).not.toContain(value);
  expect(message).not.toContain('hunter2');
});

it('names all invalid variables at once', () => {
  const message = faultOf({ PORT: 'x', ON_FAILURE: 'y', LOG_WAIT_MS: 'z' });
  for (const name of ['PORT', 'ON_FAILURE', 'LOG_WAIT_MS']) expect(message).toContain(name);
});

it('reads a variable from the file that NAME_FILE names', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'presend-config-')), 'key');
  writeFileSync(path, 'a-key-in-a-file\n');
  expect(readConfig({ ADMIN_API_KEY_FILE: path }).presend.adminApiKey).toBe('a-key-in-a-file');
  expect(faultOf({ ADMIN_API_KEY_FILE: path, ADMIN_API_KEY: 'another-key' })).toContain('ADMIN_API_KEY_FILE');
  expect(faultOf({ ADMIN_API_KEY_FILE: `${path}.none` })).toContain('ADMIN_API_KEY_FILE');
});

it('accepts a failure policy with its own code and text, each of which may be empty', () => {
  const { onFailure } = readConfig({
    ON_FAILURE: 'reject::Later: please.',
    ON_FAILURE_GROUP: 'reject:10101:Please try again.',
    ON_FAILURE_OPENIM: 'reject:5101:',
    ON_FAILURE_C2C: 'reject::',
    ON_FAILURE_LIVE_ROOM: 'reject',
    ON_FAILURE_OFFICIAL_ACCOUNT: 'allow',
  }).presend;
  expect(onFailure).toEqual({
    default: { code: undefined, info: 'Later: please.' },
    group: { code: 10101, info: 'Please try again.' },
    'live-room': 'reject',
    'official-account': 'allow',
    c2c: { code: undefined, info: '' },
    openim: { code: 5101, info: '' },
  });
});

it('accepts the url of one Redis, or a list of the nodes of a cluster', () => {
  expect(readConfig({}).presend.redisUrl).toBeUndefined();
  expect(readConfig({ REDIS_URL: 'redis://one:6379' }).presend.redisUrl).toBe('redis://one:6379');
  const { redisUrl } = readConfig({ REDIS_URL: 'rediss://user:word@one:1, rediss://two:2' }).presend;
  expect(redisUrl).toBe('rediss://user:word@one:1,rediss://two:2');
});

it.each([
  ['.env.example', () => environmentExample()],
  ['docs/operating.md', (page: string) => withVariableTable(page)],
])('finds %s as npm run config:docs writes it', (path, written) => {
  const page = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  expect(page).toBe(written(page));
});

it('reads the limit of the spool', () => {
  expect(readConfig({ SPOOL_LIMIT_MB: '64' }).presend.spoolLimitMb).toBe(64);
});

it.each([
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' }, 'http://collector:4318/v1/traces'],
  [
    {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://x/t',
    },
    'http://x/t',
  ],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', OTEL_SDK_DISABLED: 'true' }, undefined],
])('derives the url for traces from OpenTelemetry variables %j', (environment, url) => {
  expect(readConfig(environment as Record<string, string>).presend.tracesUrl).toBe(url);
});
