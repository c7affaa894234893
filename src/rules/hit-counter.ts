import { Injectable } from '@nestjs/common';

const SECONDS = 60;
const MINUTES = 60;

class Hits {
  readonly #bySecond = new Uint32Array(SECONDS);
  readonly #byMinute = new Uint32Array(MINUTES);
  #second = 0;

  add(now: number): void {
    this.#moveTo(Math.floor(now / 1_000));
    this.#bySecond[this.#second % SECONDS]!++;
    this.#byMinute[Math.floor(this.#second / SECONDS) % MINUTES]!++;
  }

  /** Within the last 60 seconds. */
  lastMinute(now: number): number {
    this.#moveTo(Math.floor(now / 1_000));
    return this.#bySecond.reduce((sum, count) => sum + count, 0);
  }

  /** Of a minute of the last hour, without the last two. */
  usual(now: number): number {
    this.#moveTo(Math.floor(now / 1_000));
    const minute = Math.floor(this.#second / SECONDS);
    let sum = 0;
    for (let ago = 2; ago < MINUTES; ago++) sum += this.#byMinute[(minute - ago + MINUTES) % MINUTES]!;
    return sum / (MINUTES - 2);
  }

  #moveTo(second: number): void {
    if (second <= this.#second) return;
    const gone = Math.min(second - this.#second, SECONDS);
    for (let at = 0; at < gone; at++) this.#bySecond[(second - at) % SECONDS] = 0;
    const [minute, before] = [Math.floor(second / SECONDS), Math.floor(this.#second / SECONDS)];
    for (let at = 0; at < Math.min(minute - before, MINUTES); at++)
      this.#byMinute[(minute - at) % MINUTES] = 0;
    this.#second = second;
  }
}

/** How often each rule hits on this node. */
@Injectable()
export class HitCounter {
  readonly #hits = new Map<string, Hits>();

  saw(rules: readonly string[], now = Date.now()): void {
    for (const rule of rules) {
      let hits = this.#hits.get(rule);
      if (!hits) this.#hits.set(rule, (hits = new Hits()));
      hits.add(now);
    }
  }

  /** Within the last 60 seconds, and in a usual minute of the last hour. */
  rateOf(rule: string, now = Date.now()): { readonly lastMinute: number; readonly usual: number } {
    const hits = this.#hits.get(rule);
    return { lastMinute: hits?.lastMinute(now) ?? 0, usual: hits?.usual(now) ?? 0 };
  }

  /** Counts a rule anew. */
  forget(rule: string): void {
    this.#hits.delete(rule);
  }
}
