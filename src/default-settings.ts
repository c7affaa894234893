import { DEFAULT_PROFILE } from './openim/openim-profile.js';

/** The settings of a Presend that is given none, in the application and in a host. They stand here only. */
export const DEFAULT_SETTINGS = {
  deadlineMs: 800,
  onFailure: {},
  maxBodyKb: 1024,
  tencentPaths: ['/tencent'],
  openimPath: '/openim',
  sdkAppIds: [],
  tencentTokens: {},
  tencentClockSkewS: 60,
  openimSecrets: [],
  openimProfile: DEFAULT_PROFILE,
  logWaitMs: 250,
  spoolDir: '.presend/spool',
  spoolLimitMb: 2048,
  logRetentionDays: 180,
  embeddedDatabaseDir: '.presend/postgres',
  rulesNeedApproval: false,
};
