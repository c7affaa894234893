import { parentPort } from 'node:worker_threads';
import { buffersOf, buildIndex } from './keyword-index.js';
import type { ListSource } from './keyword.js';

// One list after another: whoever posted it knows the answer by its order.
parentPort!.on('message', ({ entries, options }: Pick<ListSource, 'entries' | 'options'>) => {
  const index = buildIndex(entries, options);
  parentPort!.postMessage(index, buffersOf(index));
});
