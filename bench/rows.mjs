import { query } from './postgres.mjs';

const DAYS = 30;
const AT_ONCE = 1_000_000;

/**
 * Fills `message_log` with messages of the last thirty days, a partition a day, as if they had been sent.
 *
 * @param {string} databaseUrl
 * @param {number} from so many are there
 * @param {number} to so many have to be
 */
export async function addRows(databaseUrl, from, to) {
  for (let day = 1; day <= DAYS; day++) {
    const [start, end] = [dayBefore(day), dayBefore(day - 1)];
    const name = `message_log_${start.slice(0, 10).replaceAll('-', '')}`;
    await query(
      databaseUrl,
      `CREATE TABLE IF NOT EXISTS ${name} PARTITION OF message_log FOR VALUES FROM ('${start}') TO ('${end}')`,
    );
  }
  for (let at = from; at < to; at += AT_ONCE) await insert(databaseUrl, Math.min(AT_ONCE, to - at));
  // What the filling left to do, and to write, shall not be done while something is measured.
  await query(databaseUrl, 'VACUUM (ANALYZE) message_log');
  await query(databaseUrl, 'CHECKPOINT');
}

function insert(databaseUrl, count) {
  return query(
    databaseUrl,
    `INSERT INTO message_log (received_at, id, platform, family, command, app_id, conversation_id, sender_id, request,
       readable_text, verdict, decided_by, elapsed_ms, rule_set_version)
     SELECT date_trunc('day', now(), 'UTC') - make_interval(secs => n * ${DAYS} * 86400.0 / ($1::int + 1)),
       gen_random_uuid(), 'tencent', 'group', 'Group.CallbackBeforeSendMsg', '1400000001', '@TGS#2' || n % 50000,
       'm' || n % 850000, repeat('x', 300), 'a message of the past ' || n, 'allow', 'default', 1.5, 1
     FROM generate_series(1, $1::int) AS n`,
    [count],
  );
}

function dayBefore(days) {
  const today = new Date().setUTCHours(0, 0, 0, 0);
  return new Date(today - days * 86_400_000).toISOString();
}
