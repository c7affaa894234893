import { DEFAULT_SETTINGS } from '../default-settings.js';
import { OPENIM_PROFILES, type OpenimProfile } from '../platform.js';
import { failureMode, flag, httpUrl, integer, list, oneOf, redisUrls, text, tokens } from './parsers.js';
import { type Variable, variable } from './variable.js';

/**
 * Every variable of the environment. The reader, `.env.example` and the table in docs/operating.md are made from it;
 * `npm run config:docs` writes the last two. `.env.example` separates the groups by a blank line.
 */
export const VARIABLE_GROUPS: readonly Readonly<Record<string, Variable>>[] = [
  {
    PORT: variable({
      meaning: 'The port on which the node listens.',
      parse: integer(0, 65_535),
      default: 3000,
      set: ({ listen }, port) => (listen.port = port),
    }),
    HOST: variable({
      meaning: 'The address on which the node listens.',
      parse: text(),
      default: '0.0.0.0',
      set: ({ listen }, host) => (listen.host = host),
    }),
  },
  {
    DATABASE_URL: variable({
      meaning:
        '`postgres://user:password@host:5432/database`. Without it the node starts an embedded PostgreSQL in ' +
        '`.presend/postgres`, which is for trying out.',
      parse: text(/^postgres(ql)?:\/\//, 'must be postgres://user:password@host:5432/database'),
      set: ({ presend }, url) => (presend.databaseUrl = url),
    }),
  },
  {
    SDK_APP_IDS: variable({
      meaning: 'Comma list of your SdkAppids. The node refuses Tencent callbacks of other apps.',
      parse: list(/^\d{1,20}$/, 'must be a comma list of app ids, digits only'),
      default: DEFAULT_SETTINGS.sdkAppIds,
      set: ({ presend }, ids) => (presend.sdkAppIds = ids),
    }),
    TENCENT_TOKENS: variable({
      meaning:
        'JSON: `{"1400000001":["tokenA","tokenB"]}`. An app with tokens must sign. List two tokens while you rotate them.',
      parse: tokens(),
      default: DEFAULT_SETTINGS.tencentTokens,
      set: ({ presend }, byApp) => (presend.tencentTokens = byApp),
    }),
    TENCENT_CLOCK_SKEW_S: variable({
      meaning: "Seconds by which `RequestTime` may differ from the node's clock.",
      parse: integer(0, 86_400),
      default: DEFAULT_SETTINGS.tencentClockSkewS,
      set: ({ presend }, seconds) => (presend.tencentClockSkewS = seconds),
    }),
    OPENIM_SECRETS: variable({
      meaning:
        'Comma list of long random texts, each accepted in `/openim/<secret>`. Without it the node refuses every OpenIM call.',
      parse: list(
        /^[^/?#%\s]+$/,
        'must be a comma list without / ? # % and spaces: the secrets stand in a url',
      ),
      default: DEFAULT_SETTINGS.openimSecrets,
      set: ({ presend }, secrets) => (presend.openimSecrets = secrets),
    }),
    OPENIM_PROFILE: variable({
      meaning:
        'The version of your OpenIM servers: `v2`, `v3.0` (to 3.4.0), `v3.4` (3.4.2 to 3.5.1), `v3.6` (cannot reject), ' +
        '`v3.7` (and later). With a wrong one OpenIM reads rejects as allows. See [openim.md](openim.md#versions).',
      parse: oneOf<OpenimProfile>(OPENIM_PROFILES),
      default: DEFAULT_SETTINGS.openimProfile,
      set: ({ presend }, profile) => (presend.openimProfile = profile),
    }),
  },
  {
    DECISION_DEADLINE_MS: variable({
      meaning: 'Milliseconds that policies and enrichers have together.',
      parse: integer(1, 60_000),
      default: DEFAULT_SETTINGS.deadlineMs,
      set: ({ presend }, ms) => (presend.deadlineMs = ms),
    }),
    // Without a default: some commands are refused by the vendor itself, and keep that unless this is set.
    ON_FAILURE: variable({
      meaning:
        'The answer when no verdict could be reached: `allow`, `reject`, or `reject:<code>:<text>`. The code must lie in the ' +
        'range of a family. Unset, the node allows everything except gifts in Live rooms, which Tencent itself refuses.',
      parse: failureMode(),
      otherwise: '`allow`',
      set: ({ onFailure }, mode) => (onFailure['default'] = mode),
    }),
    ON_FAILURE_GROUP: onFailureOf('group', 'groups', '10100 to 10200'),
    ON_FAILURE_LIVE_ROOM: onFailureOf('live-room', 'Live rooms', '10100 to 10200, gifts 102100 to 102200'),
    ON_FAILURE_OFFICIAL_ACCOUNT: onFailureOf('official-account', 'official accounts', '120001 to 130000'),
    ON_FAILURE_C2C: onFailureOf('c2c', 'one-to-one messages', '120001 to 130000'),
    ON_FAILURE_FRIENDS: onFailureOf('friends', 'friend requests', '38000 to 39000'),
    ON_FAILURE_OPENIM: onFailureOf('openim', 'OpenIM', '5000 to 9999'),
  },
  {
    LOG_WAIT_MS: variable({
      meaning: 'Milliseconds that a reply waits for the database. Then the record goes to the spool.',
      parse: integer(1, 60_000),
      default: DEFAULT_SETTINGS.logWaitMs,
      set: ({ presend }, ms) => (presend.logWaitMs = ms),
    }),
    SPOOL_DIR: variable({
      meaning: 'The folder in which records wait while the database is away. Each node needs its own.',
      parse: text(),
      default: DEFAULT_SETTINGS.spoolDir,
      set: ({ presend }, directory) => (presend.spoolDir = directory),
    }),
    SPOOL_LIMIT_MB: variable({
      meaning:
        'MiB that the spool may hold. While it is full, a record that the database does not take is lost.',
      parse: integer(1),
      default: DEFAULT_SETTINGS.spoolLimitMb,
      set: ({ presend }, mebibytes) => (presend.spoolLimitMb = mebibytes),
    }),
    LOG_RETENTION_DAYS: variable({
      meaning: 'Days after which the node drops records.',
      parse: integer(1),
      default: DEFAULT_SETTINGS.logRetentionDays,
      set: ({ presend }, days) => (presend.logRetentionDays = days),
    }),
    MAX_BODY_KB: variable({
      meaning: 'The largest request body, in KiB.',
      parse: integer(1, 16_384),
      default: DEFAULT_SETTINGS.maxBodyKb,
      set: ({ presend }, kibibytes) => (presend.maxBodyKb = kibibytes),
    }),
  },
  {
    ADMIN_API_KEY: variable({
      meaning:
        'A long random text: the first key of the admin API, with the role admin. Without any key the API answers 401.',
      parse: text(/^\S+$/, 'must not hold spaces: it is sent in a header'),
      set: ({ presend }, key) => (presend.adminApiKey = key),
    }),
    RULES_NEED_APPROVAL: variable({
      meaning:
        "`true`: a rule-set version can be activated only after another key than its author's has approved it.",
      parse: flag(),
      default: DEFAULT_SETTINGS.rulesNeedApproval,
      set: ({ presend }, needed) => (presend.rulesNeedApproval = needed),
    }),
    REDIS_URL: variable({
      meaning:
        '`redis://…` or `rediss://…`; a comma list is a Redis Cluster. Nodes share replies to duplicates and the counts of ' +
        'flood rules in it, also while PostgreSQL is away. Without it each node counts alone.',
      parse: redisUrls(),
      set: ({ presend }, url) => (presend.redisUrl = url),
    }),
  },
  {
    OTEL_EXPORTER_OTLP_ENDPOINT: variable({
      meaning: 'An OpenTelemetry collector that takes traces over HTTP: `http://collector:4318`.',
      parse: httpUrl(),
      set: ({ traces }, base) => (traces.base = base),
    }),
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: variable({
      meaning: 'The whole url that takes traces. It replaces `OTEL_EXPORTER_OTLP_ENDPOINT`.',
      parse: httpUrl(),
      set: ({ traces }, url) => (traces.url = url),
    }),
    OTEL_SDK_DISABLED: variable({
      meaning: '`true`: the node exports no traces, whatever the endpoints say.',
      parse: flag(),
      default: false,
      set: ({ traces }, disabled) => (traces.disabled = disabled),
    }),
  },
];

function onFailureOf(family: string, words: string, codes: string): Variable {
  return variable({
    meaning: `\`ON_FAILURE\` for ${words}. Codes: ${codes}.`,
    parse: failureMode(),
    otherwise: '`ON_FAILURE`',
    set: ({ onFailure }, mode) => (onFailure[family] = mode),
  });
}
