// npm run keywords:figures: what the keyword search finds, what it should not find, and what it costs.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { KeywordLists } from '../../dist/src/keywords/keyword-lists.js';
import { buildIndex } from '../../dist/src/keywords/keyword-index.js';
import { KeywordMatcher } from '../../dist/src/keywords/keyword-matcher.js';
import { evaluate } from './evaluate.mjs';

const { techniques, caught, heldOut, falseHits } = evaluate(
  (lines) => new KeywordMatcher(buildIndex(lines, {})),
);
const share = ({ found, of }) => `${((100 * found) / of).toFixed(2)} % (${found} of ${of})`;
console.log(`evasions caught       ${share(caught)}`);
console.log(`  of the half that nobody looked at  ${share(heldOut)}`);
for (const [name, count] of Object.entries(techniques)) console.log(`  ${name.padEnd(22)}${share(count)}`);
console.log(`false hits            ${share({ found: falseHits.length, of: 10_000 })}`);
for (const line of falseHits) console.log(`  ${line}`);

let seed = 1;
function random() {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
const below = (count) => Math.floor(random() * count);
const of = (length, letter) => Array.from({ length }, letter).join('');
const ideograph = () => String.fromCharCode(0x4e00 + below(6_000));
const letter = () => String.fromCharCode(97 + below(26));
const words = Array.from({ length: 100_000 }, (_, at) =>
  at % 2 ? of(2 + below(4), ideograph) : of(4 + below(8), letter),
);
const entries = words.map((text) => JSON.stringify({ text, category: 'any', severity: 2 })).join('\n');

const delay = monitorEventLoopDelay({ resolution: 1 });
const before = process.memoryUsage.rss();
await new Promise((resolve) => setTimeout(resolve, 200));
delay.enable();
const start = performance.now();
const lists = await KeywordLists.build([{ name: 'l', revision: 1, options: {}, entries }]);
const built = performance.now() - start;
await new Promise((resolve) => setTimeout(resolve, 100));
delay.disable();
console.log(
  `100,000 words         built in ${Math.round(built)} ms, longest pause ${(delay.max / 1e6).toFixed(1)} ms`,
);
console.log(`  memory              ${Math.round((process.memoryUsage.rss() - before) / 2 ** 20)} MiB more`);
delay.reset();
delay.enable();
const other = new Worker('const end = Date.now() + 1_000; while (Date.now() < end) JSON.parse("[1,2,3]");', {
  eval: true,
});
await new Promise((resolve) => other.once('exit', resolve));
delay.disable();
console.log(`  (beside a thread that does anything else for a second: ${(delay.max / 1e6).toFixed(1)} ms)`);

const texts = {
  Chinese: () => of(200, ideograph),
  English: () => of(40, () => `${of(2 + below(6), letter)} `).slice(0, 200),
  mixed: () => of(30, () => `${of(2, ideograph)}，${of(3, letter)} ${below(10)}`).slice(0, 200),
};
for (const [name, make] of Object.entries(texts)) {
  const all = Array.from({ length: 20_000 }, make);
  const times = all.map((text) => {
    const at = performance.now();
    lists.has('l', text);
    return performance.now() - at;
  });
  const last = times.slice(5_000).sort((a, b) => a - b);
  const quantile = (part) => `${(1_000 * last[Math.floor(last.length * part)]).toFixed(1)} µs`;
  console.log(`  200 characters, ${name.padEnd(8)} p50 ${quantile(0.5)}, p99 ${quantile(0.99)}`);
}
