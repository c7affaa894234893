// What keeps the main thread from its messages while lists of 100,000 words are built, one after the other, and each is
// put into force: a JSON text on standard output. `busy` as the last word: while processes want every processor, too.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { KeywordLists } from '../../dist/src/keywords/keyword-lists.js';
import { manyEntries } from './many-words.mjs';
import { watchTurns } from './turns.mjs';

const SETTLE_MS = 300;

const entries = manyEntries();
const isBusy = process.argv[2] === 'busy';
const rounds = isBusy ? 1 : 3;
const others = isBusy ? Array.from({ length: availableParallelism() }, spin) : [];
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
await wait(SETTLE_MS);
const atRest = watchTurns();
await wait(1_000);
const result = { atRest: atRest(), first: undefined, swaps: [] };
let lists;
for (let revision = 0; revision <= rounds; revision++) {
  const longest = watchTurns();
  const start = performance.now();
  lists = await KeywordLists.build([{ name: 'l', revision, options: {}, entries }], lists);
  const builtMs = performance.now() - start;
  await wait(SETTLE_MS);
  const round = { builtMs, ...longest() };
  // The first one of a process is built before it listens, and has to load what it needs.
  if (revision === 0) result.first = round;
  else result.swaps.push(round);
}
for (const other of others) other.kill('SIGKILL');
process.stdout.write(JSON.stringify(result));

function spin() {
  return spawn(process.execPath, ['-e', 'for (;;) JSON.parse("[1,2,3]");'], { stdio: 'ignore' });
}
