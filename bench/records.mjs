import { setTimeout as sleep } from 'node:timers/promises';
import { query } from './postgres.mjs';
import { metric } from './presend.mjs';

/** Allowed by the failure policy: the node had too much to do, or a policy failed. */
const UNJUDGED = 'presend_failure_verdicts_total';
const LATEST_MS = 10_000;
/** Levels that may be missing, of a thousand: where PostgreSQL was late a message leaves without. */
const WITHOUT_LEVEL = 1;

const COUNTS = `SELECT count(*)::int AS records, count(*) FILTER (WHERE verdict = 'reject')::int AS rejected,
  count(*) FILTER (WHERE delivered_body IS NOT NULL)::int AS changed FROM message_log WHERE received_at >= $1`;

/**
 * Looks after what a server has stored and decided while it was under load.
 *
 * @param {import('./fleet.mjs').Server} server
 */
export async function watchRecords({ child, databaseUrl, records, kind }) {
  const isPresend = kind === 'everything';
  const start = new Date().toISOString();
  const textbook = async () => (await query(databaseUrl, 'SELECT count(*)::int AS n FROM message'))[0].n;
  const spooled = () => metric(child, 'presend_spooled_records_total');
  const before = {
    unjudged: isPresend ? await metric(child, UNJUDGED) : 0,
    textbook: records === 'message' ? await textbook() : 0,
    spooled: records === 'spool' ? await spooled() : 0,
  };

  const counts = async () => {
    if (records === 'message') return { records: (await textbook()) - before.textbook };
    if (records === 'spool') return { records: (await spooled()) - before.spooled };
    const [row] = await query(databaseUrl, COUNTS, [start]);
    return row;
  };

  /**
   * @param {number} answered
   * @param {number} connections as many more may have been under way at the end
   * @param {{ rejected: number, changed: number }} expected
   * @returns {Promise<{ unjudged: number, faults: string[] }>} `unjudged`: of those that were answered, how many without the
   * rules having been asked
   */
  return async function compare(answered, connections, expected) {
    const unjudgedUntilNow = isPresend ? (await metric(child, UNJUDGED)) - before.unjudged : 0;
    // Those that were under way at the end are counted by the server, and not by the load generator.
    const unjudged = Math.min(answered, unjudgedUntilNow);
    if (!records) return { unjudged, faults: [] };
    const faults = [];
    const end = Date.now() + LATEST_MS;
    let found = await counts();
    // What went to the spool for a moment comes a little later.
    while (found.records < answered && Date.now() < end) {
      await sleep(200);
      found = await counts();
    }
    if (found.records < answered) faults.push(`${answered} answers, ${found.records} records`);
    if (found.rejected === undefined) return { unjudged, faults };
    // Who was not judged has been allowed unseen, and has no level but one that was in memory.
    const slack = Math.ceil(connections / 4 + unjudged / 10) + 5;
    if (Math.abs(found.rejected - expected.rejected) > slack)
      faults.push(`${found.rejected} rejected, ${expected.rejected} should be`);
    if (
      Math.abs(found.changed - expected.changed) >
      connections + unjudged + (answered * WITHOUT_LEVEL) / 1_000
    )
      faults.push(`${found.changed} with a level, ${expected.changed} should be`);
    return { unjudged, faults };
  };
}
