/**
 * What a run has started and has to end, last first, also when it is interrupted: processes, servers, folders.
 *
 * @example
 * await withBelongings(async (belongings) => {
 *   const child = belongings.add(await start(), (it) => it.stop());
 * });
 */
export class Belongings {
  #ends = [];

  /**
   * @template T
   * @param {T} thing
   * @param {(thing: T) => unknown} end
   * @returns {T}
   */
  add(thing, end) {
    this.#ends.push(() => end(thing));
    return thing;
  }

  /** What is ended on its own, and at the latest with everything else. */
  within() {
    return this.add(new Belongings(), (inner) => inner.end());
  }

  async end() {
    for (let end = this.#ends.pop(); end; end = this.#ends.pop()) {
      try {
        await end();
      } catch (error) {
        process.stderr.write(`Something was not ended: ${error}\n`);
      }
    }
  }
}

/**
 * @template T
 * @param {(belongings: Belongings) => Promise<T>} work
 */
export async function withBelongings(work) {
  const belongings = new Belongings();
  const interrupt = () => void belongings.end().then(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, interrupt);
  try {
    return await work(belongings);
  } finally {
    await belongings.end();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, interrupt);
  }
}
