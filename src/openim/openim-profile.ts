/** The generations of OpenIM, by first version, the oldest first. Each one calls and reads replies in its own way. */
export const OPENIM_PROFILES = ['v2', 'v3.0', 'v3.4', 'v3.6', 'v3.7'] as const;

/**
 * The way in which an OpenIM server reads replies.
 *
 * - `v2`: 2.0.10 to 2.3.3. A reject has an actionCode that is not 0.
 * - `v3.0`: 3.0.0 to 3.4.0. A reject has an actionCode or an errCode that is not 0.
 * - `v3.4`: 3.4.2 to 3.5.1. A reject has nextCode 1, or an actionCode that is not 0.
 * - `v3.6`: 3.6.0 and 3.6.1. It drops every reject.
 * - `v3.7`: 3.7.0 and all later ones. A reject has actionCode 0 and nextCode 1.
 */
export type OpenimProfile = (typeof OPENIM_PROFILES)[number];

/** A name that a command had in older versions. */
export interface FormerName {
  /** The last profile that has it. */
  readonly until: OpenimProfile;
  readonly name: string;
}

export const DEFAULT_PROFILE: OpenimProfile = 'v3.7';

export const CANNOT_REJECT =
  'OpenIM 3.6 takes no reject (OPENIM_PROFILE): what was refused goes on all the same';

/**
 * The name that a command has in a version.
 *
 * @example
 * nameIn('v3.6', { command: 'callbackAfterQuitGroupCommand', formerly: [{ until: 'v3.6', name: 'callbackQuitGroupCommand' }] });
 * // 'callbackQuitGroupCommand'
 */
export function nameIn(
  profile: OpenimProfile,
  { command, formerly = [] }: { readonly command: string; readonly formerly?: readonly FormerName[] },
): string {
  const former = formerly.find(({ until }) => rank(profile) <= rank(until));
  return former?.name ?? command;
}

function rank(profile: OpenimProfile): number {
  return OPENIM_PROFILES.indexOf(profile);
}
