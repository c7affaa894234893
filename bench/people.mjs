// Who sends, and where to: the same people are members in the database, senders in the traffic, subjects of rules.

export const APP_ID = '1400000001';
export const OPENIM_APP = 'openim';

/** Members with a level, by app: as many people send by each. */
export const MEMBERS = { [APP_ID]: 850_000, [OPENIM_APP]: 150_000 };
/** Groups, rooms and official accounts, each. */
export const CONVERSATIONS = 50_000;
/** The share of the senders, by how much they send, who are muted: about one message of a hundred is theirs. */
const MUTED_FROM = 5_000;
const MUTED = 1_000;

/** @param {number} rank 0: who sends most */
export const memberId = (rank) => `u${rank}`;
/** @param {number} rank */
export const groupId = (rank) => `@TGS#g${rank}`;
/** @param {number} rank */
export const accountId = (rank) => `@TOA#_${rank}`;

/** @param {string} id */
export function isMuted(id) {
  const rank = Number(id.slice(1));
  return rank >= MUTED_FROM && rank < MUTED_FROM + MUTED;
}

export const MUTED_IDS = Array.from({ length: MUTED }, (_, at) => memberId(MUTED_FROM + at));

/** @param {number} rank of a member of APP_ID */
export const levelOf = (rank) => `LV${1 + (rank % 60)}`;

/** SQL that makes the members: much faster than the API, which audits and announces them. */
export const MEMBERS_SQL = [
  ...Object.entries(MEMBERS).map(
    ([app, count]) =>
      `INSERT INTO member_level (app_id, user_id, level)
       SELECT '${app}', 'u' || n, 'LV' || (1 + n % 60) FROM generate_series(0, ${count - 1}) AS n`,
  ),
  `INSERT INTO member_level (app_id, user_id, level)
   SELECT '${APP_ID}', '@TOA#_' || n, 'LV' || (1 + n % 9)
   FROM generate_series(0, ${CONVERSATIONS - 1}) AS n`,
  'ANALYZE member_level',
];
