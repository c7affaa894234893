import { describeError } from './describe-error.js';
import { isThenable } from './thenable.js';

/** The result of an extension's code: its value, or the reason why there is none. */
export type Attempt<T> =
  | { readonly value: T; readonly failure?: undefined }
  | { readonly value?: undefined; readonly failure: string };

const PASSED = Symbol('deadline passed');

/**
 * The time by which all policies and enrichers of a callback must have finished. It starts at the callback's arrival. It
 * sets a timer only when an extension returns a promise.
 */
export class Deadline {
  readonly #at: number;
  readonly #ms: number;
  #controller: AbortController | undefined;
  #passing: Promise<typeof PASSED> | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** A timer may fire a moment early. Once one attempt was late, all later ones are. */
  #isPassed = false;

  /**
   * @param startedAt `performance.now()` at the arrival
   * @param ms milliseconds from the arrival to the deadline
   */
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

  /** Whether an attempt was late. */
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
   * Runs an extension's code and never throws: an error or the deadline becomes `failure`. It stops waiting for a promise
   * at the deadline; a later rejection is ignored. A synchronous result is returned at once.
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

  /** Clears the timer. Call it when no attempt is pending. */
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
