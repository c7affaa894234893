import { Inject, Injectable } from '@nestjs/common';
import { PipelineOptions } from '../pipeline/pipeline-options.js';

/** The longest work in one turn of the event loop. In each turn the loop accepts only one new connection. */
const SLICE_MS = 4;
/** The share of the deadline that a callback may spend in the queue: the rest is for the decision and the record. */
const WAITING_SHARE = 1 / 2;
/** Turns of the event loop until the record of a callback is durable and its reply is sent. */
const TURNS_AFTER = 5;
/** The longest that those turns count for: a single slow callback has to wait for them all the same. */
const MOST_AFTER_MS = 20;
/** A longer step is a stall of some code, and not load: fewer callbacks would not have avoided it. */
const STALL_MS = 10;

/** The weight of the newest measurement in the time that a callback takes. */
const NEWEST = 1 / 16;

/**
 * Holds callbacks until their turn if more have arrived than the node can handle at once, and sheds those that would
 * wait longer than half of the deadline. Without a crowd no callback waits here.
 *
 * Time is counted by a clock of its own, on which no step is longer than ten milliseconds: a policy that blocks the
 * process once does not shed the callbacks behind it.
 */
@Injectable()
export class AdmissionControl {
  readonly #patienceMs: number;
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

  constructor(@Inject(PipelineOptions) { deadlineMs }: Pick<PipelineOptions, 'deadlineMs'>) {
    this.#patienceMs = deadlineMs * WAITING_SHARE;
  }

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
    if (this.#expectedMs() > this.#patienceMs) return false;
    this.#waiting.push(start);
    if (!this.#isWorking) {
      this.#isWorking = true;
      this.#workSoon();
    }
    return true;
  }

  /** How long a new callback would wait, in the queue and elsewhere. */
  #expectedMs(): number {
    const here = (this.#waiting.length - this.#next) * this.#pace;
    // If single callbacks take long, the bound keeps the node from shedding all of them.
    const after = Math.min(TURNS_AFTER * this.#pace, MOST_AFTER_MS);
    // It has waited on its socket for about as long as the last turn took.
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
