import { Injectable } from '@nestjs/common';

/** The longest work in one turn of the event loop. In each turn the loop accepts only one new connection. */
const SLICE_MS = 4;
/** The node sheds a callback that would wait longer than this. */
const PATIENCE_MS = 40;
/**
 * A started callback needs about this many further turns of the event loop, until its record is durable and its reply
 * is sent. In each of these turns the node starts another callback.
 */
const TURNS_AFTER = 5;
/** A longer step counts as this long: it is a stall in some code and not load, and fewer callbacks do not prevent it. */
const STALL_MS = 10;

/** The weight of the newest measurement in the moving average of `#pace`. */
const NEWEST = 1 / 16;

/**
 * A queue of callbacks. It sheds a callback if the node has too much work. Without load a callback starts at once.
 *
 * The queue has a clock of its own, on which no step is longer than ten milliseconds: if a policy blocks the process
 * once, the callbacks behind it are not shed.
 */
@Injectable()
export class AdmissionControl {
  #waiting: (() => void)[] = [];
  #next = 0;
  #clock = 0;
  #steppedAt = 0;
  /** Milliseconds from one start to the next while callbacks wait, including all other work of the process. */
  #pace = 0.1;
  #startedAt: number | undefined;
  /** When the work of this turn of the event loop began; `undefined` if it has not begun. */
  #turnSince: number | undefined;
  #turnBegan = 0;
  /** How long the last turn took if callbacks waited in it, else 0. */
  #turnMs = 0;
  #isWorking = false;

  readonly #closeTurn = (): void => {
    this.#turnSince = undefined;
  };

  /**
   * Starts the work on a callback, now or soon.
   *
   * @param start begins the work, and does not throw
   * @returns false if the callback is shed; the queue does not call `start` then
   */
  admit(start: () => void): boolean {
    const now = this.#step();
    if (this.#turnSince === undefined) {
      this.#turnMs = this.#isWorking ? this.#clock - this.#turnBegan : 0;
      this.#turnBegan = this.#clock;
      this.#turnSince = now;
      setImmediate(this.#closeTurn);
    }
    if (!this.#isWorking && now - this.#turnSince < SLICE_MS) {
      start();
      return true;
    }
    if (this.#expectedMs() > PATIENCE_MS) return false;
    this.#waiting.push(start);
    if (!this.#isWorking) {
      this.#isWorking = true;
      this.#workSoon();
    }
    return true;
  }

  /** How long a new callback would wait, in this queue and elsewhere. */
  #expectedMs(): number {
    const here = (this.#waiting.length - this.#next) * this.#pace;
    // If single callbacks take long, the bound keeps the node from shedding all of them.
    const after = Math.min(TURNS_AFTER * this.#pace, PATIENCE_MS / 2);
    // The callback has already waited on its socket, for about as long as the turn before took.
    return this.#turnMs + here + after;
  }

  async #work(): Promise<void> {
    const end = this.#step() + SLICE_MS;
    do {
      this.#measure();
      this.#waiting[this.#next++]!();
      // Now the synchronous part of the work is done: it is complete, or it waits for I/O.
      await new Promise((resolve) => process.nextTick(resolve));
    } while (this.#next < this.#waiting.length && this.#step() < end);
    if (this.#next < this.#waiting.length) {
      this.#workSoon();
      return;
    }
    this.#waiting = [];
    this.#next = 0;
    this.#isWorking = false;
    this.#startedAt = undefined;
  }

  // Two turns later: code that writes records and replies runs first, and its I/O goes on while the next callbacks start.
  #workSoon(): void {
    setImmediate(() => setImmediate(() => void this.#work()));
  }

  #measure(): void {
    if (this.#startedAt !== undefined) this.#pace += (this.#clock - this.#startedAt - this.#pace) * NEWEST;
    this.#startedAt = this.#clock;
  }

  #step(): number {
    const now = performance.now();
    this.#clock += Math.min(now - this.#steppedAt, STALL_MS);
    this.#steppedAt = now;
    return now;
  }
}
