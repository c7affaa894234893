// npm run bench:stages: where the time of (d) goes.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withBelongings } from './belongings.mjs';
import { startFleet } from './fleet.mjs';
import { folder } from './folder.mjs';
import { generatorOf } from './load/generator.mjs';
import { measure } from './measure.mjs';
import { readProfile } from './profile.mjs';
import { circumstances } from './report.mjs';
import { percent, shown, table } from './table.mjs';

const STAGES = new URL('stages.md', import.meta.url);
const HOTTEST = 20;
const INTERVAL_US = 500;

const { values: given } = parseArgs({
  options: {
    server: { type: 'string', default: 'd' },
    seconds: { type: 'string', default: '10' },
    connections: { type: 'string', default: '64' },
    generator: { type: 'string' },
    record: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const [seconds, connections] = [Number(given.seconds), Number(given.connections)];

await withBelongings(async (belongings) => {
  const directory = await folder(belongings);
  const fleet = await startFleet(belongings, {
    keys: given.server,
    say: (text) => process.stderr.write(`${text}\n`),
    flags: ['--cpu-prof', `--cpu-prof-dir=${directory}`, `--cpu-prof-interval=${INTERVAL_US}`],
  });
  const [server] = fleet.servers;
  const generator = generatorOf(given.generator);
  const load = { fleet, generator, connections };
  const figures = await measure(server, { ...load, seconds, warmUpSeconds: 4 });
  await server.child.stop();
  const profile = await mainProfile(directory);
  // From the end: what was before is the start and the warming up.
  const length = profile.timeDeltas.reduce((sum, delta) => sum + delta, 0);
  const found = readProfile(profile, length - seconds * 1e6 - 1e6);
  const text = textOf(found, figures);
  process.stdout.write(given.json ? `${JSON.stringify(asJson(found, figures))}\n` : text);
  if (given.record) {
    const where = circumstances({ generator: generator.name });
    await writeFile(STAGES, `# Results of \`npm run bench:stages\`\n\n${where}\n\n${text.trimEnd()}\n`);
  }
  for (const fault of figures.faults) process.stderr.write(`WRONG ${fault}\n`);
  process.exitCode = figures.faults.length > 0 ? 1 : 0;
});

/** Its threads write one each; that of the callbacks is by far the largest. */
async function mainProfile(directory) {
  const files = (await readdir(directory)).filter((name) => name.endsWith('.cpuprofile'));
  const texts = await Promise.all(files.map((name) => readFile(join(directory, name), 'utf8')));
  return JSON.parse(texts.sort((a, b) => b.length - a.length)[0]);
}

function textOf({ stages, functions, totalUs }, { rps, cpuUs }) {
  const busy = totalUs - (stages.get('idle') ?? 0);
  const byStage = [...stages]
    .sort(([, a], [, b]) => b - a)
    .map(([stage, us]) => [
      stage,
      percent(us / totalUs),
      stage === 'idle' ? '-' : percent(us / busy),
      stage === 'idle' ? '-' : shown((us / busy) * cpuUs),
    ]);
  const byFunction = functions
    .filter(({ name }) => name !== '(idle)')
    .slice(0, HOTTEST)
    .map(({ name, place, stage, us }) => [percent(us / busy), stage, name, place]);
  return [
    `(${given.server}) at ${connections} connections, with the profiler: ${shown(rps)} requests/s, ${shown(cpuUs)} µs each`,
    table(['stage', 'of all time', 'of busy time', 'µs a request, about'], byStage),
    table(['of busy time', 'stage', 'function', 'where'], byFunction),
    '',
  ].join('\n\n');
}

function asJson({ stages, functions, totalUs }, { rps, cpuUs }) {
  return { rps, cpuUs, totalUs, stages: Object.fromEntries(stages), functions: functions.slice(0, HOTTEST) };
}
