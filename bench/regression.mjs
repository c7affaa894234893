import { readFile, writeFile } from 'node:fs/promises';
import { startFleet } from './fleet.mjs';
import { measure } from './measure.mjs';
import { ratiosOf } from './ratios.mjs';

const RECORDED = new URL('recorded.json', import.meta.url);
/** Of the recorded ratio, so much has to be left. */
const LEAST_SHARE = 0.8;
const CONNECTIONS = 64;
const ROUNDS = 3;
/** When the first rounds tell of a regression, it may be the machine's: as many again, and the better of the two counts. */
const TRIES = 2;

/**
 * Compares d/a with what it once was, in less than a minute; with `isRecorded` it is kept instead.
 *
 * @param {{ belongings: import('./belongings.mjs').Belongings, say: (text: string) => void,
 *   generator: import('./load/generator.mjs').Generator, isRecorded: boolean }} how
 * @returns {Promise<0 | 1>} what the process ends with
 */
export async function guardAgainstRegression({ belongings, generator, say, isRecorded }) {
  const recorded = JSON.parse(await readFile(RECORDED, 'utf8').catch(() => '{}'));
  const fleet = await startFleet(belongings, { keys: 'ad', say });
  const least = LEAST_SHARE * (recorded[generator.name]?.['d/a'] ?? 0);
  const faults = [];
  let best = 0;
  for (let tries = 0; tries < TRIES && !(best > 0 && best >= least); tries++) {
    const rounds = { a: [], d: [] };
    for (let round = 0; round < ROUNDS; round++)
      for (const server of fleet.servers) {
        const warmUpSeconds = tries === 0 && round === 0 ? 3 : 0;
        const load = { fleet, generator, connections: CONNECTIONS, seconds: 2, warmUpSeconds };
        const figures = await measure(server, load);
        rounds[server.key].push(figures);
        faults.push(...figures.faults);
      }
    const { median, min, max } = ratiosOf(rounds).find(({ name }) => name === 'd/a');
    say(`d/a ${median.toFixed(3)} (${min.toFixed(3)}–${max.toFixed(3)})`);
    best = Math.max(best, median);
  }
  for (const fault of faults) process.stderr.write(`WRONG ${fault}\n`);
  if (isRecorded && faults.length === 0) {
    const kept = { ...recorded, [generator.name]: { 'd/a': Number(best.toFixed(4)) } };
    await writeFile(RECORDED, `${JSON.stringify(kept, null, 2)}\n`);
  }
  const isSlower = !isRecorded && best < least;
  const figures = `d/a is ${best.toFixed(3)}, at least ${least.toFixed(3)} has to be (${generator.name})`;
  const failed = Number(isSlower) + Number(faults.length > 0);
  process.stdout.write(`${figures}\n${2 - failed} passed, ${failed} failed\n`);
  return failed > 0 ? 1 : 0;
}
