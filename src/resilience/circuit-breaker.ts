/** What a breaker lets through: everything, one try at a time, or nothing. */
export type CircuitState = 'closed' | 'half-open' | 'open';

/** A verdict on a dependency takes that many calls. */
const LEAST_CALLS = 20;
/** Open from this share of failures on. */
const FAILURE_SHARE = 0.5;
/** Calls older than that are forgotten. */
const WINDOW_MS = 10_000;
/** How long nothing is let through before the next try. */
const OPEN_MS = 5_000;

/**
 * Stops asking what fails: half of at least twenty calls within ten seconds open it; after five seconds one
 * call is let through, and its success closes it again.
 */
export class CircuitBreaker {
  #state: CircuitState = 'closed';
  #calls = 0;
  #failures = 0;
  #windowStart = 0;
  #openedAt = 0;
  #trying = false;

  /** @param now milliseconds of any clock that does not jump */
  constructor(private readonly now: () => number = () => performance.now()) {}

  get state(): CircuitState {
    return this.#state === 'open' && this.now() - this.#openedAt >= OPEN_MS ? 'half-open' : this.#state;
  }

  /** Tells whether a call may be made; each that is has to be followed by `succeeded` or `failed`. */
  admits(): boolean {
    if (this.#state === 'closed') return true;
    if (this.state === 'open' || this.#trying) return false;
    this.#state = 'half-open';
    this.#trying = true;
    return true;
  }

  succeeded(): void {
    if (this.#state === 'closed') return this.#count(0);
    this.#state = 'closed';
    this.#trying = false;
    this.#begin(this.now());
  }

  failed(): void {
    if (this.#state === 'closed') this.#count(1);
    const isBroken = this.#calls >= LEAST_CALLS && this.#failures >= this.#calls * FAILURE_SHARE;
    if (this.#state !== 'half-open' && !isBroken) return;
    this.#state = 'open';
    this.#trying = false;
    this.#openedAt = this.now();
    this.#begin(this.#openedAt);
  }

  #count(failure: 0 | 1): void {
    // Reading a clock is the dear part: calls in between may be counted a little too long.
    if (failure === 1 || (this.#calls & 63) === 0) {
      const now = this.now();
      if (now - this.#windowStart > WINDOW_MS) this.#begin(now);
    }
    this.#calls++;
    this.#failures += failure;
  }

  #begin(now: number): void {
    this.#windowStart = now;
    this.#calls = 0;
    this.#failures = 0;
  }
}
