import type { CallbackEvent } from '../callback-event.js';
import type { Callback } from '../callback.js';
import type { Outcome } from '../outcome.js';

/** The rest of the chain. A second call returns the outcome of the first one. */
export type Next = () => Outcome | Promise<Outcome>;

/**
 * Code around the decision on a callback, like an interceptor of Nest, with a plain function in place of an Observable.
 *
 * A host lists its own in `PresendModule.forRoot({ interceptors: [...] })`. They run inside the record: an
 * interceptor may return the outcome of `next()` with another verdict, and the record holds that verdict. Their time
 * counts against the deadline. If an interceptor throws, is late, or does not call `next()`, the outcome of `next()`
 * stands, and the record names the interceptor.
 *
 * @example
 * @Injectable()
 * export class Quarantine implements CallbackInterceptor {
 *   readonly name = 'quarantine';
 *   async intercept(callback: Callback, event: CallbackEvent, next: Next) {
 *     const outcome = await next();
 *     return event.conversationId === 'quarantine' ? { ...outcome, verdict: discard() } : outcome;
 *   }
 * }
 */
export interface CallbackInterceptor {
  /** Stands in records, metrics and logs. */
  readonly name: string;
  intercept(callback: Callback, event: CallbackEvent, next: Next): Outcome | Promise<Outcome>;
}

/** The host's interceptors, the outermost first. */
export const CallbackInterceptors = Symbol('CallbackInterceptors');
