import { faultsOf } from './probes.mjs';
import { watchRecords } from './records.mjs';

/**
 * @typedef {object} Figures
 * @property {number} rps answers per second that the server has worked for: those without rules do not count
 * @property {number} p50 milliseconds, as p99 and p999
 * @property {number} p99
 * @property {number} p999
 * @property {number} cpuUs processor time of the server for an answer, in microseconds
 * @property {number} databaseCpuUs the same of PostgreSQL, which (b) and (d) have
 * @property {number} rssMb after the phase
 * @property {number} unjudgedShare of the answers, those for which the rules were not asked
 * @property {string[]} faults what was not answered or recorded as it has to be
 */

/**
 * Asks a server for some seconds, and whether it answered what it has to.
 *
 * @param {import('./fleet.mjs').Server} server
 * @param {{ fleet: import('./fleet.mjs').Fleet, generator: import('./load/generator.mjs').Generator,
 *   connections: number, seconds: number, warmUpSeconds: number }} load
 * @returns {Promise<Figures>}
 */
export async function measure(server, { fleet, generator, connections, seconds, warmUpSeconds }) {
  const { shot, postgres, words } = fleet;
  const { port } = server.child;
  const fire = async (duration) => {
    const first = shot.next.get(server.key) ?? 0;
    const fired = await generator.fire({ port, shot, first, connections, seconds: duration });
    shot.next.set(server.key, (first + fired.answered) % shot.messages.length);
    return { ...fired, first };
  };
  const faults = await faultsOf(server.child, server.kind, words[3]);
  if (warmUpSeconds > 0) await fire(warmUpSeconds);
  const compare = await watchRecords(server);
  const before = { server: server.child.cpu(), database: postgres.cpu() };
  const fired = await fire(seconds);
  const after = { server: server.child.cpu(), database: postgres.cpu() };
  const rssMb = server.child.rss();
  const { answered, refused, broken, p50, p99, p999 } = fired;
  const compared = await compare(answered, connections, shot.expected(fired.first, answered));
  faults.push(...compared.faults, ...(await faultsOf(server.child, server.kind, words[5])));
  if (refused > 0) faults.push(`${refused} answers are not 2xx`);
  if (broken > 0) faults.push(`${broken} requests without an answer`);
  const perAnswer = (from, to) => ((to - from) * 1e6) / answered;
  return {
    rps: (answered - compared.unjudged) / fired.seconds,
    p50,
    p99,
    p999,
    cpuUs: perAnswer(before.server, after.server),
    databaseCpuUs: server.databaseUrl ? perAnswer(before.database, after.database) : 0,
    rssMb,
    unjudgedShare: compared.unjudged / answered,
    faults,
  };
}
