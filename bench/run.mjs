// npm run bench: Presend beside what one would build otherwise (README.md).
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { withBelongings } from './belongings.mjs';
import { startFleet } from './fleet.mjs';
import { generatorOf } from './load/generator.mjs';
import { measure } from './measure.mjs';
import { guardAgainstRegression } from './regression.mjs';
import { limitsOf, ratiosOf } from './ratios.mjs';
import { reportOf } from './report.mjs';
import { medians } from './statistics.mjs';

const USUAL = 64;
const RESULTS = new URL('results.md', import.meta.url);

const { values: given } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    generator: { type: 'string' },
    servers: { type: 'string', default: 'abcde' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '6' },
  },
});
const [rounds, seconds] = [Number(given.rounds), Number(given.seconds)];
const generator = generatorOf(given.generator);
const startedAt = Date.now();
const say = (text) => {
  const at = `${((Date.now() - startedAt) / 1_000).toFixed(0)} s`.padStart(6);
  process.stderr.write(`${at}  ${text}\n`);
};

process.exitCode = await withBelongings(async (belongings) => {
  if (given.quick) return guardAgainstRegression({ belongings, generator, say, isRecorded: given.record });
  const result = await everything(belongings);
  const faults = faultsOf(result);
  if (given.json) process.stdout.write(`${JSON.stringify(asJson(result, faults))}\n`);
  else process.stdout.write(`\n${reportOf(result)}`);
  for (const fault of faults) process.stderr.write(`WRONG ${fault}\n`);
  if (given.record)
    await writeFile(RESULTS, `# Results of \`npm run bench\`\n\n${reportOf(result)}${wrongOf(faults)}`);
  return faults.length > 0 ? 1 : 0;
});

/** @returns {Promise<import('./report.mjs').Result>} */
async function everything(belongings) {
  const fleet = await startFleet(belongings, { keys: given.servers, say });
  const found = Object.fromEntries(fleet.servers.map(({ key }) => [key, {}]));
  const phase = async (server, connections, duration, warmUpSeconds) => {
    const load = { fleet, generator, connections, seconds: duration, warmUpSeconds };
    const figures = await measure(server, load);
    const { rps, p99 } = figures;
    say(`(${server.key}) ${connections} connections: ${rps.toFixed(0)}/s, p99 ${p99.toFixed(1)} ms`);
    (found[server.key][connections] ??= []).push(figures);
  };
  for (let round = 0; round < rounds; round++)
    for (const server of fleet.servers) await phase(server, USUAL, seconds, round === 0 ? 4 : 1);
  for (const connections of [1, 256])
    for (const server of fleet.servers) await phase(server, connections, seconds / 2, 0);
  const usual = Object.fromEntries(Object.entries(found).map(([key, of]) => [key, of[USUAL]]));
  return {
    generator: generator.name,
    titles: Object.fromEntries(fleet.servers.map(({ key, title }) => [key, title])),
    rounds: found,
    ratios: ratiosOf(usual),
    limits: usual['d'] ? limitsOf(usual['d']) : [],
  };
}

/** What is kept says which of it is not to be believed. */
function wrongOf(faults) {
  if (faults.length === 0) return '';
  const lines = [...new Set(faults)].map((fault) => `- ${fault.replace(/ \(\d{3} .*$/, '')}`);
  return `\nWrong:\n\n${[...new Set(lines)].join('\n')}\n`;
}

function faultsOf({ rounds: found }) {
  return Object.entries(found).flatMap(([key, byConnections]) =>
    Object.entries(byConnections).flatMap(([connections, figures]) =>
      figures.flatMap(({ faults }) => faults.map((fault) => `(${key}) at ${connections}: ${fault}`)),
    ),
  );
}

function asJson({ rounds: found, ratios, generator: name }, faults) {
  return {
    servers: Object.fromEntries(
      Object.entries(found).map(([key, byConnections]) => [
        key,
        {
          ...medians(byConnections[USUAL]),
          connections: Object.fromEntries(
            Object.entries(byConnections).map(([count, figures]) => [count, medians(figures)]),
          ),
        },
      ]),
    ),
    ratios: Object.fromEntries(ratios.map(({ name: ratio, median }) => [ratio, median])),
    spreads: Object.fromEntries(ratios.map(({ name: ratio, min, max }) => [ratio, { min, max }])),
    generator: name,
    faults,
  };
}
