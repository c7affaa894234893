import type { OpenimProfile } from './openim-profile.js';

/** Settings of the OpenIM platform. */
export interface OpenimOptions {
  /** The path that OpenIM calls, before the secret. Default: `/openim`. */
  readonly openimPath: string;
  /** The secrets that the url may have after `/openim/`. Without any, the guard refuses every call. */
  readonly openimSecrets: readonly string[];
  /** The version of the OpenIM servers: it decides what they read as a reject. */
  readonly openimProfile: OpenimProfile;
}

export const OpenimOptions = Symbol('OpenimOptions');
