/**
 * The sender's client.
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

/** `sessionType`, in words; OpenIM 2 has groups with 2, later ones with 3. */
export const SESSION_TYPES: Readonly<Record<number, string>> = {
  1: 'single',
  2: 'group',
  3: 'group',
  4: 'notification',
};
