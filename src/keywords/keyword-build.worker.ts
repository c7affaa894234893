import { parentPort } from 'node:worker_threads';
import { buffersOf, buildIndex } from './keyword-index.js';
import type { KeywordListOptions } from './keyword.js';

/** What is posted here: entries as UTF-8, a JSON text a line. */
interface Order {
  readonly bytes: Uint8Array;
  readonly options: KeywordListOptions;
}

// One list after another: whoever posted it knows the answer by its order.
parentPort!.on('message', ({ bytes, options }: Order) => {
  const index = buildIndex(new TextDecoder().decode(bytes), options);
  parentPort!.postMessage(index, buffersOf(index));
});
