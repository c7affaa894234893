import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Draws that are the same again with the same seed. */
export class SeededRandom {
  readonly #generator;

  /** @param seed a whole number */
  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
  }

  /** From 0 to 1, without 1. */
  unit(): number {
    return uniformFloat64(this.#generator);
  }

  /** A whole number from 0 to `end`, without it. */
  below(end: number): number {
    return uniformInt(this.#generator, 0, end - 1);
  }

  /** @param share from 0 (never) to 1 (always) */
  happens(share: number): boolean {
    return share > 0 && this.unit() < share;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  /** As `below`, and a number twice as large comes half as often: what people and groups write is so distributed. */
  zipf(end: number): number {
    return Math.floor((end + 1) ** this.unit()) - 1;
  }

  /** Around 0, with a deviation of 1. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.unit())) * Math.cos(2 * Math.PI * this.unit());
  }
}
