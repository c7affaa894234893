import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/**
 * The state of the generator. It is at module level because the ids have to be unique and in order for the whole
 * process, also if a host makes several applications in it.
 */
const BYTES = 16;
/** The random bytes of 512 ids. Fetching them is the most expensive part of an id, so many are fetched at once. */
const pool = new Uint8Array(BYTES * 512);
let used = pool.length;
let millis = 0;
let sequence = 0;

/** Makes a UUID of version 7. The ids of one process are in the order in which they were made. */
export function timeOrderedId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, (used += BYTES));
  const now = Date.now();
  if (now > millis) {
    millis = now;
    // The upper bit stays free, so that the sequence does not overflow within a millisecond.
    sequence = ((random[6]! << 24) | (random[7]! << 16) | (random[8]! << 8) | random[9]!) & 0x7fffffff;
  } else {
    sequence++;
  }
  return v7({ random, msecs: millis, seq: sequence });
}
