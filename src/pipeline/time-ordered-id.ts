import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const BYTES = 16;
/** Random bytes are fetched for many ids at a time: the fetch costs more than all else of an id. */
const pool = new Uint8Array(BYTES * 512);
let used = pool.length;
let millis = 0;
let sequence = 0;

/** A UUID of version 7; those of this process are in the order in which they were made. */
export function timeOrderedId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, (used += BYTES));
  const now = Date.now();
  if (now > millis) {
    millis = now;
    // Its upper bit is free, so that it does not overflow within a millisecond.
    sequence = ((random[6]! << 24) | (random[7]! << 16) | (random[8]! << 8) | random[9]!) & 0x7fffffff;
  } else {
    sequence++;
  }
  return v7({ random, msecs: millis, seq: sequence });
}
