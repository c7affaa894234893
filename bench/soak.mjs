// npm run bench:soak [minutes]: what (d) needs of memory while it works for long.
import { parseArgs } from 'node:util';
import { withBelongings } from './belongings.mjs';
import { startFleet } from './fleet.mjs';
import { generatorOf } from './load/generator.mjs';
import { measure } from './measure.mjs';
import { percent, shown, table } from './table.mjs';

const EVERY_MS = 10_000;
/** Caches fill in the first part of the time, which says nothing of what comes after. */
const FIRST_PART = 1 / 3;
const MOST_MB = 400;
/** Of its size, so much it may grow in an hour as it did in the later part, and still be flat. */
const MOST_PER_HOUR = 0.25;

const { values: given, positionals } = parseArgs({
  options: {
    connections: { type: 'string', default: '64' },
    generator: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const minutes = Number(positionals[0] ?? 10);

const say = (text) => process.stderr.write(`${text}\n`);

process.exitCode = await withBelongings(async (belongings) => {
  const fleet = await startFleet(belongings, { keys: 'd', say });
  const [server] = fleet.servers;
  const startedAt = Date.now();
  const samples = [];
  const take = () => {
    const sample = { minute: (Date.now() - startedAt) / 60_000, rssMb: server.child.rss() };
    samples.push(sample);
    say(`${sample.minute.toFixed(1)} min  ${sample.rssMb.toFixed(0)} MB`);
  };
  const timer = setInterval(take, EVERY_MS);
  const connections = Number(given.connections);
  const load = { fleet, generator: generatorOf(given.generator), connections };
  const figures = await measure(server, { ...load, seconds: minutes * 60, warmUpSeconds: 0 });
  clearInterval(timer);
  take();
  process.stdout.write(
    given.json ? `${JSON.stringify(asJson(samples, figures))}\n` : textOf(samples, figures),
  );
  for (const fault of figures.faults) say(`WRONG ${fault}`);
  return figures.faults.length > 0 ? 1 : 0;
});

/** Least squares over the later part, in MB a minute. */
function slopeOf(samples) {
  const later = samples.filter(({ minute }) => minute >= samples.at(-1).minute * FIRST_PART);
  const mean = (name) => later.reduce((sum, sample) => sum + sample[name], 0) / later.length;
  const [minute, rssMb] = [mean('minute'), mean('rssMb')];
  const over = later.reduce((sum, one) => sum + (one.minute - minute) * (one.rssMb - rssMb), 0);
  return over / later.reduce((sum, one) => sum + (one.minute - minute) ** 2, 0);
}

function verdictsOf(samples) {
  const most = Math.max(...samples.map(({ rssMb }) => rssMb));
  const slope = slopeOf(samples);
  const isFlat = slope * 60 <= MOST_PER_HOUR * samples.at(-1).rssMb;
  return { mostMb: most, mbPerMinute: slope, isSmall: most <= MOST_MB, isFlat };
}

function textOf(samples, { rps, p99, cpuUs, unjudgedShare }) {
  const { mostMb, mbPerMinute, isSmall, isFlat } = verdictsOf(samples);
  const rows = samples.map(({ minute, rssMb }) => [minute.toFixed(1), shown(rssMb)]);
  return [
    table(['minute', 'RSS MB'], rows),
    `${shown(rps)} requests/s, p99 ${shown(p99)} ms, ${shown(cpuUs)} µs each, ${percent(unjudgedShare)} not judged`,
    `at the most ${shown(mostMb)} MB, ${MOST_MB} may be: ${isSmall ? 'met' : 'missed'}`,
    `${mbPerMinute.toFixed(2)} MB a minute after the first third: ${isFlat ? 'flat' : 'it grows'}`,
    '',
  ].join('\n\n');
}

const asJson = (samples, { faults, ...figures }) => ({ ...verdictsOf(samples), figures, samples, faults });
