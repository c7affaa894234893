import type { Outcome } from '../outcome.js';

/**
 * Code that gets every outcome after its record is durable, for instance to write it to a warehouse. A slow or broken
 * sink neither delays nor changes a reply: its queue is bounded. The node drops and counts an outcome that does not fit.
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
