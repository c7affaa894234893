import type { Outcome } from '../outcome.js';

/**
 * Where outcomes go besides the record. A sink gets each outcome after its record is durable. However slow or
 * broken it is, it neither delays nor changes a reply: its queue is bounded, and what does not fit is counted
 * and dropped.
 *
 * @example
 * @Injectable()
 * export class WarehouseSink implements OutcomeSink {
 *   readonly name = 'warehouse';
 *   async push(outcome: Outcome) {
 *     await fetch(this.url, { method: 'POST', body: JSON.stringify(outcome.event) });
 *   }
 * }
 */
export interface OutcomeSink {
  readonly name: string;
  push(outcome: Outcome, signal: AbortSignal): void | Promise<void>;
}

export const OutcomeSinks = Symbol('OutcomeSinks');
