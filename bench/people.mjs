// Who sends, and where to: the same people are members in the database, senders in the traffic, subjects of rules.

export const APP_ID = '1400000001';
export const OPENIM_APP = 'openim';

/** Members with a level, by app. */
export const MEMBERS = { [APP_ID]: 850_000, [OPENIM_APP]: 150_000 };
export const OFFICIAL_ACCOUNTS = 1_000;
/** The share of the senders, by how much they send, who are muted: about one message of a hundred is theirs. */
const MUTED_FROM = 5_000;
export const MUTED = 1_000;

/** Ids in another order than that of who sends most: the first ids are the first in a cache. */
const SPREAD = 611_953;

/**
 * @param {string} app
 * @param {number} rank 0: who sends most
 */
export function memberId(app, rank) {
  return `m${String((rank * SPREAD) % MEMBERS[app]).padStart(7, '0')}`;
}

/** @param {number} rank */
export const isMuted = (rank) => rank >= MUTED_FROM && rank < MUTED_FROM + MUTED;

/** @param {string} app */
export function mutedIds(app) {
  return Array.from({ length: MUTED }, (_, at) => memberId(app, MUTED_FROM + at));
}

/** @param {number} rank */
export const groupId = (rank) => `@TGS#2${String(rank).padStart(7, '0')}`;
/** @param {number} rank */
export const roomId = (rank) => `room_${rank}`;
/** @param {number} rank */
export const accountId = (rank) => `@TOA#_${String(rank).padStart(4, '0')}`;

/** SQL that makes the members: much faster than the API, which audits and announces them. */
export const MEMBERS_SQL = [
  ...Object.entries(MEMBERS).map(
    ([app, count]) =>
      `INSERT INTO member_level (app_id, user_id, level)
       SELECT '${app}', 'm' || lpad(n::text, 7, '0'), 'LV' || (1 + n % 60) FROM generate_series(0, ${count - 1}) AS n`,
  ),
  `INSERT INTO member_level (app_id, user_id, level)
   SELECT '${APP_ID}', '@TOA#_' || lpad(n::text, 4, '0'), 'LV' || (1 + n % 9)
   FROM generate_series(0, ${OFFICIAL_ACCOUNTS - 1}) AS n`,
  'ANALYZE member_level',
];
