// npm run bench:growth: how the cost of (d) grows with what it is given.
import { parseArgs } from 'node:util';
import { withBelongings } from './belongings.mjs';
import { startFleet } from './fleet.mjs';
import { byConnections, byProcesses, byRows, byRules, bySize, byWords } from './growth-series.mjs';
import { generatorOf } from './load/generator.mjs';
import { percent, shown, table } from './table.mjs';

const { values: given } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    generator: { type: 'string' },
    only: { type: 'string' },
    rows: { type: 'string', default: '0,1,10' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
  },
});
const generator = generatorOf(given.generator);
const millions = given.rows.split(',').map(Number);
const WARM_S = 5;
/** By how much slower it may be at the largest size than at the smallest. */
const MOST_LOST = 0.15;

const SERIES = [
  { name: 'connections', of: byConnections },
  { name: 'words', of: byWords, isLimited: true },
  { name: 'rules', of: byRules, isLimited: true },
  { name: 'size', of: bySize },
  { name: 'processes', of: byProcesses },
  { name: 'rows', of: (stage) => byRows(stage, millions) },
].filter(({ name }) => !given.only || given.only.split(',').includes(name));

const say = (text) => process.stderr.write(`${text}\n`);

process.exitCode = await withBelongings(async (belongings) => {
  const faults = [];
  const found = {};
  for (const { name, of, isLimited } of SERIES) {
    // Each from the same beginning: what one has put into the database shall not slow the next one down.
    const series = belongings.within();
    try {
      const fleet = await startFleet(series, { keys: 'd', say: (text) => say(`${name}: ${text}`) });
      await warmUp(fleet);
      const stage = { belongings: series, fleet, generator, faults };
      found[name] = await of({ ...stage, seconds: Number(given.seconds), rounds: Number(given.rounds) });
    } finally {
      await series.end();
    }
    if (!given.json) process.stdout.write(textOf(name, found[name], isLimited));
  }
  if (given.json) process.stdout.write(`${JSON.stringify({ ...found, faults })}\n`);
  for (const fault of faults) say(`WRONG ${fault}`);
  return faults.length > 0 ? 1 : 0;
});

/** Or the first size would be measured while V8 still compiles. */
async function warmUp({ servers: [{ child }], shot }) {
  await generator.fire({ port: child.port, shot, first: 0, connections: 64, seconds: WARM_S });
}

function textOf(name, points, isLimited) {
  const [first, last] = [points[0].figures, points.at(-1).figures];
  const rows = points.map(({ size, figures }) => [
    size,
    shown(figures.rps),
    percent(figures.rps / first.rps),
    ...['p50', 'p99', 'cpuUs', 'databaseCpuUs', 'rssMb'].map((figure) => shown(figures[figure])),
    percent(figures.unjudgedShare),
  ]);
  const head = [name, 'requests/s', 'of the first', 'p50 ms', 'p99 ms', 'CPU µs', 'of PostgreSQL', 'RSS MB'];
  const lost = 1 - last.rps / first.rps;
  const verdict = `${percent(Math.max(0, lost))} slower, at most ${percent(MOST_LOST)}: ${lost <= MOST_LOST ? 'met' : 'missed'}\n\n`;
  return `${table([...head, 'not judged'], rows)}\n\n${isLimited ? verdict : ''}`;
}
