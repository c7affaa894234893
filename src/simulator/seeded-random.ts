import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Random numbers: the same seed gives the same numbers. */
export class SeededRandom {
  readonly #generator;

  /** @param seed an integer */
  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
  }

  /** A number from 0 (inclusive) to 1 (exclusive). */
  unit(): number {
    return uniformFloat64(this.#generator);
  }

  /** An integer from 0 to `end - 1`. */
  below(end: number): number {
    return uniformInt(this.#generator, 0, end - 1);
  }

  /** @param share the probability, from 0 (never) to 1 (always) */
  happens(share: number): boolean {
    return share > 0 && this.unit() < share;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  /** Like `below`, with Zipf's distribution: twice the number, half as often. Senders and groups are distributed like this. */
  zipf(end: number): number {
    return Math.floor((end + 1) ** this.unit()) - 1;
  }

  /** Normal distribution: mean 0, standard deviation 1. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.unit())) * Math.cos(2 * Math.PI * this.unit());
  }
}
