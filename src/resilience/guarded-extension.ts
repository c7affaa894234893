import type { Attempt, Deadline } from './deadline.js';
import { CircuitBreaker, type CircuitState } from './circuit-breaker.js';

export type ExtensionKind = 'policy' | 'enricher' | 'interceptor';

/** Why an extension gave nothing, for metrics. */
export type ExtensionFailure = 'error' | 'late' | 'breaker' | 'busy';

/** Calls of one extension under way at a time; a dependency that hangs holds no more than that. */
const MOST_UNDER_WAY = 256;
/** A call that never settles is given up for counting after so long. */
const LEASE_MS = 30_000;

/**
 * A policy or enricher as the pipeline calls it: bounded in time by the callback's deadline, in number by a
 * limit, and not asked at all while a breaker says that it fails.
 */
export class GuardedExtension {
  readonly #breaker = new CircuitBreaker();
  #underWay = 0;

  constructor(
    readonly kind: ExtensionKind,
    readonly name: string,
    private readonly onFailure: (extension: GuardedExtension, reason: ExtensionFailure) => void,
    /** Called before the extension's code runs, which may keep the process for long. */
    private readonly beforeCall?: () => void,
  ) {}

  get breakerState(): CircuitState {
    return this.#breaker.state;
  }

  /** Runs one call of it; never throws. @returns its value, or in words why there is none */
  call<T>(deadline: Deadline, run: () => T | PromiseLike<T>): Attempt<T> | Promise<Attempt<T>> {
    // Somebody else used the time up: that says nothing of this one.
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

  /** Counts a promise until it settles, however much later than the deadline that is. */
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
