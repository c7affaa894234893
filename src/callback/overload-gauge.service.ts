import { Injectable } from '@nestjs/common';

/** Milliseconds that callbacks may have waited and worked for, in one turn of the event loop and its like before. */
const PATIENCE_MS = 25;
/** A longer step is one stall of somebody's code, and not load: more callbacks would not add to it. */
const STALL_MS = 25;

/**
 * Tells when this node is asked for more than it can do.
 *
 * A turn of the event loop works off what arrived during the turn before. A callback that is taken late in its turn
 * has so waited for about the last turn's time, and for what came before it in its own. Where both together pass
 * what a callback may wait, it is one too many. One long turn alone proves nothing: of the last two the shorter
 * counts.
 */
@Injectable()
export class OverloadGauge {
  #last = 0;
  #beforeLast = 0;
  #current = 0;
  #at = 0;
  #isOpen = false;

  readonly #close = (): void => {
    this.#step(performance.now());
    this.#beforeLast = this.#last;
    this.#last = this.#current;
    this.#isOpen = false;
  };

  /** Counts one callback in, and tells whether it is one too many. */
  isTooMuch(): boolean {
    const now = performance.now();
    if (this.#isOpen) {
      this.#step(now);
    } else {
      // Nothing was there to do for a while: what was before is over.
      if (now - this.#at > PATIENCE_MS) this.#last = this.#beforeLast = 0;
      this.#isOpen = true;
      this.#current = 0;
      this.#at = now;
      setImmediate(this.#close);
    }
    return Math.min(this.#last, this.#beforeLast) + this.#current > PATIENCE_MS;
  }

  #step(now: number): void {
    this.#current += Math.min(now - this.#at, STALL_MS);
    this.#at = now;
  }
}
