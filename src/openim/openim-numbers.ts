/**
 * The names of the sender's client, by number.
 *
 * @see https://github.com/openimsdk/protocol (constant/platform_id_to_name.go)
 */
export const CLIENT_PLATFORMS: Readonly<Record<number, string>> = {
  1: 'iOS',
  2: 'Android',
  3: 'Windows',
  4: 'Mac',
  5: 'Web',
  6: 'MiniWeb',
  7: 'Linux',
  8: 'APad',
  9: 'iPad',
  10: 'Admin',
  11: 'HarmonyOS',
};

/** The names of a conversation's kind, by `sessionType`. Groups have 2 in OpenIM 2, and 3 in later versions. */
export const SESSION_TYPES: Readonly<Record<number, string>> = {
  1: 'single',
  2: 'group',
  3: 'group',
  4: 'notification',
};
