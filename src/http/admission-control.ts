import { Injectable } from '@nestjs/common';

/** Work done before the event loop looks at its sockets again: it accepts one connection each time, and no more. */
const SLICE_MS = 4;
/** How long a callback may have to wait; who would wait longer is one too many. */
const PATIENCE_MS = 40;
/** Turns until the record of what was worked on is durable and the reply has left; each holds the work on another. */
const TURNS_AFTER = 5;
/** A longer step is a stall of somebody's code, and not load: fewer callbacks would not have avoided it. */
const STALL_MS = 10;

/** The share of the newest in what a callback takes. */
const NEWEST = 1 / 16;

/**
 * Where callbacks wait for their turn when more have arrived than can be worked on at once, and where it is told that
 * this node is asked for more than it can do. Without a crowd nobody waits here.
 *
 * Time is counted by a clock of its own, on which no step is longer than ten milliseconds: a policy that blocks the
 * process once does not make everybody behind it one too many.
 */
@Injectable()
export class AdmissionControl {
  #waiting: (() => void)[] = [];
  #next = 0;
  #clock = 0;
  #steppedAt = 0;
  /** From one start to the next while others wait, with all that the process does in between. */
  #pace = 0.1;
  #startedAt: number | undefined;
  /** When the work of this turn of the event loop began; undefined before it has. */
  #turnSince: number | undefined;
  #turnBegan = 0;
  /** How long the last turn took, while there was a crowd. */
  #turnMs = 0;
  #isWorking = false;

  readonly #closeTurn = (): void => {
    this.#turnSince = undefined;
  };

  /**
   * Starts the work on a callback, now or in a moment.
   *
   * @param start begins the work, and does not throw
   * @returns false where it is one too many; `start` is not called then
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

  /** How long a newcomer would wait, here and elsewhere. */
  #expectedMs(): number {
    const here = (this.#waiting.length - this.#next) * this.#pace;
    // Where a single one takes long, somebody has to wait for it all the same.
    const after = Math.min(TURNS_AFTER * this.#pace, PATIENCE_MS / 2);
    // On its socket it has waited for about as long as the turn before took.
    return this.#turnMs + here + after;
  }

  async #work(): Promise<void> {
    const end = this.#step() + SLICE_MS;
    do {
      this.#measure();
      this.#waiting[this.#next++]!();
      // After what the work does at once: it is over, or waits for somebody else.
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

  // After those who want to write what is done: what waits for a disk or a database can wait while others work.
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
