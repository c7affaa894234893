import type { VendorAnswer } from '../testing/vendor-answer.js';
import type { OutgoingRequest } from './outgoing-request.js';

/** A request and its answer. */
export interface Exchange {
  readonly request: OutgoingRequest;
  /** `null`: no answer arrived before the vendor gave up. */
  readonly answer: VendorAnswer | null;
  /** Why there is no answer: `timeout`, or the error of the connection (`ECONNREFUSED`, …). */
  readonly error: string | null;
  /** Milliseconds from the time at which the request was due to the end of the answer. */
  readonly ms: number;
  /** The simulator's own part of `ms`: how much later than due it sent the request. */
  readonly lagMs: number;
}
