/** A member of an app: a user, or an official account. */
export interface MemberKey {
  readonly appId: string;
  readonly userId: string;
}

/**
 * A member's key in a map.
 *
 * @example
 * memberKey('1400000001', 'jared'); // '1400000001\njared'
 */
export function memberKey(appId: string, userId: string): string {
  return `${appId}\n${userId}`;
}
