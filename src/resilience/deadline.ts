import { describeError } from './describe-error.js';
import { isThenable } from './thenable.js';

/** What became of foreign code: its value, or in words why there is none. */
export type Attempt<T> =
  | { readonly value: T; readonly failure?: undefined }
  | { readonly value?: undefined; readonly failure: string };

const PASSED = Symbol('deadline passed');

/**
 * The one moment until which policies and enrichers of a callback may take, together, counted from its
 * arrival. Costs a timer only when somebody really waits.
 */
export class Deadline {
  readonly #at: number;
  readonly #ms: number;
  #controller: AbortController | undefined;
  #passing: Promise<typeof PASSED> | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** Timers may fire a moment early: what was late once is late for all that comes after. */
  #isPassed = false;

  /** @param startedAt `performance.now()` at the arrival; @param ms the time from then on */
  constructor(startedAt: number, ms: number) {
    this.#at = startedAt + ms;
    this.#ms = ms;
  }

  /** Aborted when the deadline passes. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#isPassed) this.#abort();
    }
    return this.#controller.signal;
  }

  /** Whether somebody was told that the deadline has passed. */
  get isOver(): boolean {
    return this.#isPassed;
  }

  /** Milliseconds until the deadline; 0 after it. */
  get remainingMs(): number {
    return Math.max(0, this.#at - performance.now());
  }

  get passed(): boolean {
    return this.#isPassed || performance.now() >= this.#at;
  }

  /**
   * Runs foreign code and never throws: an error, and the deadline, come back as words. A promise that is
   * settled later than the deadline is not waited for and harms nobody. What needs no time is there at once.
   */
  attempt<T>(run: () => T | PromiseLike<T>): Attempt<T> | Promise<Attempt<T>> {
    if (this.passed) return this.#late();
    try {
      const result = run();
      return isThenable(result) ? this.#settled(result) : { value: result };
    } catch (error) {
      return { failure: `threw ${describeError(error)}` };
    }
  }

  async #settled<T>(result: PromiseLike<T>): Promise<Attempt<T>> {
    try {
      const settled = await Promise.race([result, this.#pass()]);
      return settled === PASSED ? this.#late() : { value: settled };
    } catch (error) {
      return { failure: `threw ${describeError(error)}` };
    }
  }

  /** Lets go of the timer, when nobody waits any more. */
  close(): void {
    clearTimeout(this.#timer);
  }

  #late(): { failure: string } {
    this.#isPassed = true;
    this.#abort();
    return { failure: `passed the deadline of ${this.#ms} ms` };
  }

  #abort(): void {
    this.#controller?.abort(new DOMException('The decision deadline has passed.', 'TimeoutError'));
  }

  #pass(): Promise<typeof PASSED> {
    this.#passing ??= new Promise((resolve) => {
      const left = Math.max(0, Math.ceil(this.#at - performance.now()));
      this.#timer = setTimeout(() => resolve(PASSED), left);
    });
    return this.#passing;
  }
}
