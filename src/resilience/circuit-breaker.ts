/** `closed` lets every call through, `half-open` one at a time, `open` none. */
export type CircuitState = 'closed' | 'half-open' | 'open';

/** The breaker stays closed below this number of calls. */
const LEAST_CALLS = 20;
/** The breaker opens at this share of failures. */
const FAILURE_SHARE = 0.5;
/** The breaker forgets calls that are older. */
const WINDOW_MS = 10_000;
/** How long an open breaker lets no call through. */
const OPEN_MS = 5_000;

/**
 * Stops calls to a dependency that fails. It opens when half of at least twenty calls within ten seconds fail. After five
 * seconds it lets one call through; if that call succeeds, it closes.
 */
export class CircuitBreaker {
  #state: CircuitState = 'closed';
  #calls = 0;
  #failures = 0;
  #windowStart = 0;
  #openedAt = 0;
  #trying = false;

  /** @param now milliseconds of a monotonic clock */
  constructor(private readonly now: () => number = () => performance.now()) {}

  get state(): CircuitState {
    return this.#state === 'open' && this.now() - this.#openedAt >= OPEN_MS ? 'half-open' : this.#state;
  }

  /** Whether a call may be made. After true, the caller must call `succeeded` or `failed`. */
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
    // Reading the clock is expensive: successes read it once in 64 calls, so the window may end late.
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
