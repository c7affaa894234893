import type { GuardedExtension } from '../../resilience/guarded-extension.js';
import { isThenable } from '../../resilience/thenable.js';
import { adaptVerdict } from '../commands/adapt-verdict.js';
import type { CallbackEvent } from '../callback-event.js';
import type { CallbackInterceptor, Next } from './callback-interceptor.js';
import type { Callback } from '../callback.js';
import type { Outcome } from '../outcome.js';
import { isVerdict } from '../verdict.js';

/**
 * A host's interceptor as the pipeline calls it: bounded by the deadline like a policy. Whatever it does, the outcome
 * of `next()` stands, except for a verdict that it puts in the place of the reached one.
 */
export class HostInterceptor implements CallbackInterceptor {
  readonly name: string;

  constructor(
    private readonly interceptor: CallbackInterceptor,
    private readonly extension: GuardedExtension,
  ) {
    this.name = interceptor.name;
  }

  intercept(callback: Callback, event: CallbackEvent, next: Next): Outcome | Promise<Outcome> {
    // A shed callback has no time for a host's code.
    if (callback.isShed) return next();
    let inner: Outcome | Promise<Outcome> | undefined;
    const once: Next = () => (inner ??= next());
    const called = this.extension.call(callback.deadline, () =>
      this.interceptor.intercept(callback, event, once),
    );
    const settle = (attempt: Attempted): Outcome | Promise<Outcome> => {
      const reached = once();
      return isThenable(reached)
        ? reached.then((outcome) => this.#settled(callback, outcome, attempt))
        : this.#settled(callback, reached, attempt);
    };
    return called instanceof Promise ? called.then(settle) : settle(called);
  }

  #settled(callback: Callback, reached: Outcome, { value, failure }: Attempted): Outcome {
    if (failure !== undefined) return noted(callback, reached, `interceptor ${this.name} ${failure}`);
    const verdict: unknown = value?.verdict;
    if (!isVerdict(verdict)) {
      return noted(callback, reached, `interceptor ${this.name} returned what is not an outcome`);
    }
    // The reply to a duplicate is the reply to the first one.
    if (verdict === reached.verdict || reached.isDuplicate) return reached;
    const { verdict: adapted, note } = adaptVerdict(
      verdict,
      reached.event,
      callback.platform,
      callback.command,
    );
    const outcome: Outcome = {
      ...reached,
      verdict: adapted,
      decidedBy: this.name,
      delivery: adapted.kind === 'allow' ? reached.delivery : null,
    };
    return note ? noted(callback, outcome, note) : callback.reach(outcome);
  }
}

interface Attempted {
  readonly value?: Outcome;
  readonly failure?: string;
}

function noted(callback: Callback, outcome: Outcome, failure: string): Outcome {
  return callback.reach({ ...outcome, failures: [...outcome.failures, failure] });
}
