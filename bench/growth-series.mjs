import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Shot } from './load/shot.mjs';
import { measure } from './measure.mjs';
import { startPresend, putRules, putWords } from './presend.mjs';
import { faultsOf } from './probes.mjs';
import { addRows } from './rows.mjs';
import { ruleSet } from './rules.mjs';
import { medians } from './statistics.mjs';
import { messages } from './traffic.mjs';
import { wordList } from './words.mjs';

const CONNECTIONS = 64;
const USUAL_RULES = 200;
/** Between a change of the rules and what is measured under them. */
const SETTLED_MS = 2_000;

/**
 * One thing that grows, and what is measured at each of its sizes.
 *
 * @typedef {object} Point
 * @property {string} size
 * @property {ReturnType<typeof medians>} figures
 *
 * @typedef {object} Stage
 * @property {import('./belongings.mjs').Belongings} belongings
 * @property {import('./fleet.mjs').Fleet} fleet with (d) alone
 * @property {import('./load/generator.mjs').Generator} generator
 * @property {number} seconds
 * @property {number} rounds
 * @property {string[]} faults where what was answered wrongly is put
 */

/** The same sizes over and over: what a machine does meanwhile then meets all of them. */
async function overSizes({ rounds }, sizes, measureAt) {
  const found = sizes.map(() => []);
  for (let round = 0; round < rounds; round++)
    for (const [at, size] of sizes.entries()) found[at].push(await measureAt(size, round));
  return sizes.map((size, at) => ({ size: String(size), figures: medians(found[at]) }));
}

async function figuresOf(stage, { connections = CONNECTIONS, fleet = stage.fleet, round = 0 } = {}) {
  const load = { fleet, generator: stage.generator, connections, seconds: stage.seconds };
  const figures = await measure(fleet.servers[0], { ...load, warmUpSeconds: round === 0 ? 2 : 1 });
  stage.faults.push(...figures.faults);
  return figures;
}

/** A fleet with other messages. @param {Stage} stage */
async function withMessages({ fleet }, name, options) {
  const file = join(fleet.cwd, `${name}.bin`);
  const shot = await Shot.write(file, messages(options.count ?? 60_000, options));
  return { ...fleet, shot };
}

/** @param {Stage} stage */
export function byConnections(stage) {
  return overSizes(stage, [1, 4, 16, 64, 128, 256], (connections, round) =>
    figuresOf(stage, { connections, round }),
  );
}

/** @param {Stage} stage */
export async function byWords(stage) {
  const clean = await withMessages(stage, 'without-words', { seed: 2 });
  const { child } = stage.fleet.servers[0];
  const points = await overSizes(stage, [0, 1_000, 10_000, 100_000], async (count, round) => {
    const words = wordList(count);
    await putWords(child, words);
    await putRules(child, ruleSet(USUAL_RULES, { hasList: count > 0 }));
    await inForce(child, words);
    return figuresOf(stage, { fleet: { ...clean, words }, round });
  });
  return points;
}

/** @param {Stage} stage */
export function byRules(stage) {
  const { child } = stage.fleet.servers[0];
  return overSizes(stage, [20, 200, 2_000], async (count, round) => {
    await putRules(child, ruleSet(count));
    await inForce(child, stage.fleet.words);
    return figuresOf(stage, { round });
  });
}

/** Up to the largest message of Tencent; the size is that of the bodies. @param {Stage} stage */
export async function bySize(stage) {
  const fleets = [];
  for (const textBytes of [30, 600, 1_600, 3_700, 7_800, 11_600]) {
    const fleet = await withMessages(stage, `long-${textBytes}`, { seed: 3, textBytes, count: 20_000 });
    const bytes = fleet.shot.messages.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
    fleets.push({ fleet, name: `${(bytes / fleet.shot.messages.length / 1024).toFixed(1)} KB` });
  }
  const points = await overSizes(stage, fleets, ({ fleet }, round) => figuresOf(stage, { fleet, round }));
  return points.map(({ figures }, at) => ({ size: fleets[at].name, figures }));
}

/** Two processes on one database, the connections shared out among them. @param {Stage} stage */
export async function byProcesses(stage) {
  const { fleet, belongings, generator, seconds } = stage;
  const [{ child: first, databaseUrl }] = fleet.servers;
  const second = belongings.add(await startPresend({ cwd: fleet.cwd, name: 'd2', databaseUrl }), (child) =>
    child.stop(),
  );
  await inForce(second, fleet.words);
  const fire = async (children, duration) => {
    const connections = CONNECTIONS / children.length;
    const half = Math.floor(fleet.shot.messages.length / 2);
    const before = children.reduce((sum, child) => sum + child.cpu(), 0);
    const fired = await Promise.all(
      children.map(({ port }, at) =>
        generator.fire({ port, shot: fleet.shot, first: at * half, connections, seconds: duration }),
      ),
    );
    const answered = fired.reduce((sum, one) => sum + one.answered, 0);
    const cpu = children.reduce((sum, child) => sum + child.cpu(), 0) - before;
    const most = (name) => Math.max(...fired.map((one) => one[name]));
    return {
      rps: answered / most('seconds'),
      p50: most('p50'),
      p99: most('p99'),
      p999: most('p999'),
      cpuUs: (cpu * 1e6) / answered,
      databaseCpuUs: NaN,
      rssMb: children.reduce((sum, child) => sum + child.rss(), 0),
      unjudgedShare: NaN,
    };
  };
  await fire([second], 3);
  return overSizes(stage, [1, 2], (count) => fire([first, second].slice(0, count), seconds));
}

/** @param {Stage} stage @param {readonly number[]} millions */
export async function byRows(stage, millions) {
  const points = [];
  let there = 0;
  for (const size of millions) {
    await addRows(stage.fleet.servers[0].databaseUrl, there * 1e6, size * 1e6);
    there = size;
    const figures = [];
    for (let round = 0; round < stage.rounds; round++) figures.push(await figuresOf(stage, { round }));
    points.push({ size: `${size} million`, figures: medians(figures) });
  }
  return points;
}

/** A list takes a while to be compiled, in a thread of its own. */
async function inForce(child, words) {
  await sleep(SETTLED_MS);
  for (let tries = 0; tries < 100; tries++) {
    if ((await faultsOf(child, 'everything', words[1])).length === 0) return;
    await sleep(200);
  }
  throw new Error('The rules are not in force after twenty seconds.');
}
