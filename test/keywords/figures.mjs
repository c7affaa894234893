// npm run keywords:figures: what the keyword search finds, what it should not find, and what it costs.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { KeywordLists } from '../../dist/src/keywords/keyword-lists.js';
import { buildIndex } from '../../dist/src/keywords/keyword-index.js';
import { KeywordMatcher } from '../../dist/src/keywords/keyword-matcher.js';
import { evaluate } from './evaluate.mjs';
import { below, ideograph, letter, manyEntries, of } from './many-words.mjs';
import { evaluateSecond } from './second/evaluate.mjs';

const run = promisify(execFile);
const { techniques, caught, heldOut, falseHits } = evaluate(
  (lines) => new KeywordMatcher(buildIndex(lines, {})),
);
const share = ({ found, of }) => `${((100 * found) / of).toFixed(2)} % (${found} of ${of})`;
console.log(`evasions caught       ${share(caught)}`);
console.log(`  of the half that nobody looked at  ${share(heldOut)}`);
for (const [name, count] of Object.entries(techniques)) console.log(`  ${name.padEnd(22)}${share(count)}`);
console.log(`false hits            ${share({ found: falseHits.length, of: 10_000 })}`);
for (const line of falseHits) console.log(`  ${line}`);

const second = evaluateSecond((lines) => new KeywordMatcher(buildIndex(lines, { pinyin: true })));
console.log(`second corpus, for which nothing was tuned: caught ${share(second.caught)}`);
for (const [name, count] of Object.entries(second.techniques))
  console.log(`  ${name.padEnd(22)}${share(count)}`);
console.log(`  false hits            ${share(second.falseHits)}`);

const before = process.memoryUsage.rss();
const lists = await KeywordLists.build([{ name: 'l', revision: 1, options: {}, entries: manyEntries() }]);
console.log(
  `100,000 words         ${Math.round((process.memoryUsage.rss() - before) / 2 ** 20)} MiB more memory`,
);
for (const how of ['idle', 'busy']) {
  const { stdout } = await run(process.execPath, [fileURLToPath(new URL('swap.mjs', import.meta.url)), how]);
  const { atRest, first, swaps } = JSON.parse(stdout);
  console.log(
    `  swapped beside ${how === 'idle' ? 'whatever else this machine does' : 'a busy process for each processor'}`,
  );
  const rounds = [
    ['first of the process', first],
    ...swaps.map((swap) => ['swap', swap]),
    ['at rest', atRest],
  ];
  for (const [name, { builtMs, ownWorkMs, pauseMs }] of rounds) {
    const built = builtMs === undefined ? '' : `, built in ${Math.round(builtMs)} ms`;
    const work = `own work in one turn at most ${ownWorkMs.toFixed(1)} ms`;
    console.log(
      `    ${name.padEnd(21)} ${work}, longest pause in wall clock ${pauseMs.toFixed(1)} ms${built}`,
    );
  }
}

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
