import type { OpenimProfile } from './openim-profile.js';

/** Settings of the OpenIM platform. */
export interface OpenimOptions {
  /** The path that OpenIM calls, before the secret. Default: `/openim`. */
  readonly openimPath: string;
  /** What may stand in the url after `/openim/`; none: every call is refused. */
  readonly openimSecrets: readonly string[];
  /** How old the OpenIM servers are, which decides what they take for a reject. */
  readonly openimProfile: OpenimProfile;
}

export const OpenimOptions = Symbol('OpenimOptions');
