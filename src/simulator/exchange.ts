import type { VendorAnswer } from '../testing/vendor-answer.js';
import type { OutgoingRequest } from './outgoing-request.js';

/** What was sent, and what came back. */
export interface Exchange {
  readonly dispatch: OutgoingRequest;
  /** `null` where there was none in the vendor's time. */
  readonly answer: VendorAnswer | null;
  /** Why there is no answer: `timeout`, or what happened to the connection (`ECONNREFUSED`, …). */
  readonly error: string | null;
  /** From the moment at which it was due to the end of the answer. */
  readonly ms: number;
  /** By how much later than it was due it was sent: what of `ms` is the simulator's own. */
  readonly lagMs: number;
}
