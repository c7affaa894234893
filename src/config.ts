import { plainToInstance, Transform } from 'class-transformer';
import {
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  validateSync,
} from 'class-validator';
import { readFileSync } from 'node:fs';
import { type PresendOptions } from './index.js';
import { type FailureMode, OPENIM_PROFILES, type OpenimProfile } from './platform.js';

/** What the environment says, checked. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly presend: PresendOptions;
}

type Environment = Readonly<Record<string, string | undefined>>;

const number = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? Number(value) : value,
);
const list = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string'
    ? value
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '')
    : value,
);
const json = Transform(({ value }: { value: unknown }) => {
  try {
    return typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
  } catch {
    return value;
  }
});
/** `reject:10101:Please try again later.`; code and text may be empty, the colons not. */
const MODE = /^(?:allow|reject|reject:\d*:[^]*)$/;

const MODE_FAULT = { message: '$property must be allow, reject, or reject:<code>:<text>' };

/** The variables, as docs/operating.md lists them. */
class Variables {
  @number
  @IsInt()
  @Min(0)
  @Max(65_535)
  PORT: number = 3000;

  @IsString()
  HOST: string = '0.0.0.0';

  @IsOptional()
  @Matches(/^postgres(ql)?:\/\//, {
    message: 'DATABASE_URL must be postgres://user:password@host:5432/database',
  })
  DATABASE_URL?: string;

  @list
  @IsArray()
  @Matches(/^\d{1,20}$/, { each: true, message: 'SDK_APP_IDS must be a comma list of app ids, digits only' })
  SDK_APP_IDS: string[] = [];

  @json
  @IsObject({ message: 'TENCENT_TOKENS must be JSON: {"<SdkAppid>":["<token>", …]}' })
  TENCENT_TOKENS: Record<string, string[]> = {};

  @number
  @IsInt()
  @Min(0)
  @Max(86_400)
  TENCENT_CLOCK_SKEW_S: number = 60;

  @list
  @IsArray()
  @Matches(/^[^/?#%\s]+$/, {
    each: true,
    message: 'OPENIM_SECRETS must be a comma list without / ? # % and spaces: the secrets stand in a url',
  })
  OPENIM_SECRETS: string[] = [];

  @IsIn(OPENIM_PROFILES)
  OPENIM_PROFILE: OpenimProfile = 'v3.7';

  @number
  @IsInt()
  @Min(1)
  @Max(60_000)
  DECISION_DEADLINE_MS: number = 800;

  // Without a default: commands that the vendor itself refuses by default are, where nobody says otherwise.
  @IsOptional()
  @Matches(MODE, MODE_FAULT)
  ON_FAILURE?: string;

  @IsOptional()
  @Matches(MODE, MODE_FAULT)
  ON_FAILURE_GROUP?: string;

  @IsOptional()
  @Matches(MODE, MODE_FAULT)
  ON_FAILURE_LIVE_ROOM?: string;

  @IsOptional()
  @Matches(MODE, MODE_FAULT)
  ON_FAILURE_OFFICIAL_ACCOUNT?: string;

  @IsOptional()
  @Matches(MODE, MODE_FAULT)
  ON_FAILURE_C2C?: string;

  @IsOptional()
  @Matches(MODE, MODE_FAULT)
  ON_FAILURE_FRIENDS?: string;

  @IsOptional()
  @Matches(MODE, MODE_FAULT)
  ON_FAILURE_OPENIM?: string;

  @number
  @IsInt()
  @Min(1)
  @Max(60_000)
  LOG_WAIT_MS: number = 250;

  @IsString()
  SPOOL_DIR: string = '.presend/spool';

  @number
  @IsInt()
  @Min(1)
  LOG_RETENTION_DAYS: number = 180;

  @number
  @IsInt()
  @Min(1)
  @Max(16_384)
  MAX_BODY_KB: number = 1024;

  @IsOptional()
  @IsString()
  @Matches(/^\S+$/, { message: 'ADMIN_API_KEY must not hold spaces: it is sent in a header' })
  ADMIN_API_KEY?: string;

  @list
  @IsUrl(
    { protocols: ['redis', 'rediss'], require_protocol: true, require_tld: false },
    { each: true, message: 'REDIS_URL must be redis:// or rediss://, of a cluster a comma list of them' },
  )
  REDIS_URL: string[] = [];

  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  OTEL_EXPORTER_OTLP_ENDPOINT?: string;

  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT?: string;

  @IsIn(['true', 'false'])
  RULES_NEED_APPROVAL: 'true' | 'false' = 'false';

  @IsIn(['true', 'false'])
  OTEL_SDK_DISABLED: 'true' | 'false' = 'false';
}

const NAMES = Object.keys(new Variables()).concat([
  'DATABASE_URL',
  'ON_FAILURE',
  'ON_FAILURE_GROUP',
  'ON_FAILURE_LIVE_ROOM',
  'ON_FAILURE_OFFICIAL_ACCOUNT',
  'ON_FAILURE_C2C',
  'ON_FAILURE_FRIENDS',
  'ON_FAILURE_OPENIM',
  'ADMIN_API_KEY',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
]);

/**
 * Reads the environment, each variable also from the file that `NAME_FILE` names.
 *
 * @throws an error that names every variable that is wrong, and never its value
 * @example
 * readConfig({ PORT: '8080', SDK_APP_IDS: '1400000001,1400000002' }).port; // 8080
 */
export function readConfig(environment: Environment = process.env): Config {
  const faults: string[] = [];
  const given: Record<string, string> = {};
  for (const name of new Set(NAMES)) {
    const value = valueOf(environment, name, faults);
    if (value !== undefined && value !== '') given[name] = value;
  }
  const variables = plainToInstance(Variables, given, { exposeDefaultValues: true });
  for (const { constraints = {} } of validateSync(variables)) faults.push(...Object.values(constraints));
  faults.push(...tokenFaults(variables));
  if (faults.length > 0)
    throw new Error(`The configuration is wrong:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  return { port: variables.PORT, host: variables.HOST, presend: optionsOf(variables) };
}

function valueOf(environment: Environment, name: string, faults: string[]): string | undefined {
  const file = environment[`${name}_FILE`];
  if (!file) return environment[name];
  if (environment[name]) {
    faults.push(`${name} and ${name}_FILE are both set: leave one out`);
    return undefined;
  }
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    faults.push(`${name}_FILE names a file that cannot be read (${(error as NodeJS.ErrnoException).code})`);
    return undefined;
  }
}

function tokenFaults({ TENCENT_TOKENS: tokens }: Variables): string[] {
  if (typeof tokens !== 'object' || tokens === null) return [];
  return Object.entries(tokens)
    .filter(
      ([, list]) => !Array.isArray(list) || list.some((token) => typeof token !== 'string' || token === ''),
    )
    .map(
      ([app]) =>
        `TENCENT_TOKENS must have a list of tokens for the app ${/^\d+$/.test(app) ? app : '(not digits)'}`,
    );
}

function modeOf(mode: string | undefined): FailureMode | undefined {
  if (mode === undefined || mode === 'allow' || mode === 'reject') return mode;
  const [, code, ...info] = mode.split(':');
  return { code: code ? Number(code) : undefined, info: info.join(':') };
}

/** As the standard has it: the one for traces is the whole url, of the other one `/v1/traces` is a part. */
function tracesUrlOf(variables: Variables): string | undefined {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: base, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url } = variables;
  if (variables.OTEL_SDK_DISABLED === 'true') return undefined;
  return url ?? (base && `${base.replace(/\/$/, '')}/v1/traces`);
}

function optionsOf(variables: Variables): PresendOptions {
  return {
    databaseUrl: variables.DATABASE_URL,
    redisUrl: variables.REDIS_URL.join(',') || undefined,
    rulesNeedApproval: variables.RULES_NEED_APPROVAL === 'true',
    sdkAppIds: variables.SDK_APP_IDS,
    tencentTokens: variables.TENCENT_TOKENS,
    tencentClockSkewS: variables.TENCENT_CLOCK_SKEW_S,
    openimSecrets: variables.OPENIM_SECRETS,
    openimProfile: variables.OPENIM_PROFILE,
    deadlineMs: variables.DECISION_DEADLINE_MS,
    onFailure: {
      ...(variables.ON_FAILURE !== undefined && { default: modeOf(variables.ON_FAILURE) }),
      group: modeOf(variables.ON_FAILURE_GROUP),
      'live-room': modeOf(variables.ON_FAILURE_LIVE_ROOM),
      'official-account': modeOf(variables.ON_FAILURE_OFFICIAL_ACCOUNT),
      c2c: modeOf(variables.ON_FAILURE_C2C),
      friends: modeOf(variables.ON_FAILURE_FRIENDS),
      openim: modeOf(variables.ON_FAILURE_OPENIM),
    },
    logWaitMs: variables.LOG_WAIT_MS,
    spoolDir: variables.SPOOL_DIR,
    logRetentionDays: variables.LOG_RETENTION_DAYS,
    maxBodyKb: variables.MAX_BODY_KB,
    adminApiKey: variables.ADMIN_API_KEY,
    tracesUrl: tracesUrlOf(variables),
  };
}
