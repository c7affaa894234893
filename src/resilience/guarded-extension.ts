import type { Attempt, Deadline } from './deadline.js';
import { CircuitBreaker, type CircuitState } from './circuit-breaker.js';

export type ExtensionKind = 'policy' | 'enricher' | 'interceptor';

/** Why an extension returned no value, for metrics. */
export type ExtensionFailure = 'error' | 'late' | 'breaker' | 'busy';

/** Pending calls of one extension. It bounds what a hanging dependency holds. */
const MOST_UNDER_WAY = 256;
/** A call that has not settled after this time no longer counts as pending. */
const LEASE_MS = 30_000;

/**
 * Calls a policy, an enricher or an interceptor safely. The callback's deadline bounds each call, a limit bounds the
 * pending calls, and a circuit breaker stops calls to an extension that fails.
 */
export class GuardedExtension {
  readonly #breaker = new CircuitBreaker();
  #underWay = 0;

  constructor(
    readonly kind: ExtensionKind,
    readonly name: string,
    private readonly onFailure: (extension: GuardedExtension, reason: ExtensionFailure) => void,
    /** Called before the extension's code, which may block the process. */
    private readonly beforeCall?: () => void,
  ) {}

  get breakerState(): CircuitState {
    return this.#breaker.state;
  }

  /** Runs one call and never throws. */
  call<T>(deadline: Deadline, run: () => T | PromiseLike<T>): Attempt<T> | Promise<Attempt<T>> {
    // Another extension used up the time, so the breaker does not count this.
    if (deadline.passed) return this.#skip('late', 'was not asked: the deadline had passed');
    if (this.#underWay >= MOST_UNDER_WAY) {
      return this.#skip('busy', `was not asked: ${MOST_UNDER_WAY} calls of it are under way`);
    }
    if (!this.#breaker.admits()) return this.#skip('breaker', 'was not asked: its breaker is open');
    this.beforeCall?.();
    const attempt = deadline.attempt(() => this.#counted(run()));
    return attempt instanceof Promise
      ? attempt.then((settled) => this.#noted(settled, deadline))
      : this.#noted(attempt, deadline);
  }

  #noted<T>(attempt: Attempt<T>, deadline: Deadline): Attempt<T> {
    if (attempt.failure === undefined) {
      this.#breaker.succeeded();
      return attempt;
    }
    this.#breaker.failed();
    this.onFailure(this, deadline.passed ? 'late' : 'error');
    return attempt;
  }

  #skip(reason: ExtensionFailure, failure: string): { failure: string } {
    this.onFailure(this, reason);
    return { failure };
  }

  /** Counts a promise as pending until it settles, even after the deadline. */
  #counted<T>(result: T | PromiseLike<T>): T | PromiseLike<T> {
    if (!(result instanceof Promise)) return result;
    this.#underWay++;
    let isOver = false;
    const over = (): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(lease);
      this.#underWay--;
    };
    const lease = setTimeout(over, LEASE_MS);
    lease.unref();
    result.then(over, over);
    return result;
  }
}
