import { constants, getPriority, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { buildIndex, shared } from './keyword-index.js';
import type { KeywordListOptions } from './keyword.js';

/** What is posted here: entries as UTF-8, a JSON text a line, in pieces; then how to build of them. */
type Order = { readonly bytes: Uint8Array } | { readonly options: KeywordListOptions };

// Callbacks go first. The lowest priority would take a minute where every processor is busy. On Linux it is a thread's
// own, elsewhere that of the whole process. Who is lower already may not rise.
const { PRIORITY_BELOW_NORMAL } = constants.priority;
if (process.platform === 'linux' && getPriority() < PRIORITY_BELOW_NORMAL) setPriority(PRIORITY_BELOW_NORMAL);

let pieces: string[] = [];

// One list after another: whoever posted it knows the answer by its order.
parentPort!.on('message', (order: Order) => {
  if ('bytes' in order) {
    pieces.push(new TextDecoder().decode(order.bytes));
    return;
  }
  const index = buildIndex(pieces.join(''), order.options);
  pieces = [];
  parentPort!.postMessage(shared(index));
});
