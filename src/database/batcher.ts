/** The most items in a batch. In a larger batch the first item would wait too long for the last. */
const BATCH_LIMIT = 500;

interface Waiting<Item, Result> {
  readonly item: Item;
  /** On the clock of `performance.now()`; `Infinity` once the item timed out, since it may still be in a batch. */
  since: number;
  readonly resolve: (result: Result | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** How long an item may wait for its batch to finish. */
export interface BatchTimeout {
  readonly ms: number;
  /** Makes the error that the late items are rejected with. Called once for all items that are late together. */
  readonly onTimeout: () => Error;
}

export interface BatcherOptions {
  /** Default: an item waits for as long as its batch takes. */
  readonly timeout?: BatchTimeout;
  /**
   * True: a batch that fails also rejects the items that wait for the next batch. Use it for reads, where the next batch
   * would most often fail in the same way. Default: false.
   */
  readonly failsWaiting?: boolean;
}

/**
 * Lets items that arrive together share one statement: rows to write, or keys to look up.
 *
 * An item never waits for company. While no batch runs, it leaves at the end of the current turn of the event loop.
 * Otherwise it leaves with the next batch, as soon as the running batch is done. A second batch beside the first would
 * cost more than it saves: a statement costs about as much as ten rows.
 *
 * The batcher does not join equal items: a caller that may ask twice for one key keeps the promise of the first.
 *
 * @example
 * // Write: the promise is fulfilled when the row is durable.
 * const commits = new Batcher<Row>((rows) => store.insert(rows));
 * await commits.add(row);
 *
 * // Read: one query for all keys that were added meanwhile.
 * const reads = new Batcher<string, Level>(async (keys) => await store.levelsOf(keys), { failsWaiting: true });
 * const level = await reads.add('jared'); // undefined: the map has no such key
 */
export class Batcher<Item, Result = never> {
  #waiting: Waiting<Item, Result>[] = [];
  readonly #running = new Set<readonly Waiting<Item, Result>[]>();
  /** The batch that the next batch waits for; `true`: it is scheduled and has not left yet. */
  #current: readonly Waiting<Item, Result>[] | true | undefined;
  #onIdle: (() => void)[] = [];
  /** One timer for all items: a timer for each would cost more than the rest of this class. */
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param work handles all items of a batch, or throws and handles none. It may return a result for some of the items.
   *   It gets the items as they were added, so that they can be the keys of its map.
   */
  constructor(
    private readonly work: (items: readonly Item[]) => Promise<ReadonlyMap<Item, Result> | void>,
    private readonly options: BatcherOptions = {},
  ) {}

  /**
   * Adds an item to the next batch.
   *
   * @returns the item's result, once its batch is done; `undefined` where `work` returned none for it
   * @throws what `work` threw; the error of `onTimeout`, or of {@link abandon}: the item may be handled all the same
   */
  add(item: Item): Promise<Result | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, since: performance.now(), resolve, reject });
      this.#schedule();
      const { timeout } = this.options;
      if (timeout && !this.#timer) this.#timer = setTimeout(this.#rejectLate, timeout.ms).unref();
    });
  }

  /** How many items wait for a batch to leave. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Rejects the items that wait for a batch to leave. Later items no longer wait for the batch that runs. */
  abandon(reason: unknown): void {
    this.#rejectWaiting(reason);
    if (this.#current !== true) this.#current = undefined;
  }

  /** Fulfilled when no item waits and no batch runs. */
  idle(): Promise<void> {
    if (this.#isIdle) return Promise.resolve();
    return new Promise((resolve) => this.#onIdle.push(resolve));
  }

  get #isIdle(): boolean {
    return !this.#current && this.#running.size === 0 && this.#waiting.length === 0;
  }

  #schedule(): void {
    if (this.#current || this.#waiting.length === 0) return;
    this.#current = true;
    setImmediate(() => void this.#run(this.#waiting.splice(0, BATCH_LIMIT)));
  }

  async #run(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    this.#current = batch;
    this.#running.add(batch);
    try {
      const results = await this.work(batch.map(({ item }) => item));
      for (const { item, resolve } of batch) resolve(results?.get(item));
    } catch (error) {
      for (const { reject } of batch) reject(error);
      if (this.options.failsWaiting) this.#rejectWaiting(error);
    }
    this.#running.delete(batch);
    if (this.#current === batch) this.#current = undefined;
    this.#schedule();
    if (this.#isIdle) this.#onIdle.splice(0).forEach((resolve) => resolve());
  }

  #rejectWaiting(reason: unknown): void {
    for (const { reject } of this.#waiting.splice(0)) reject(reason);
  }

  readonly #rejectLate = (): void => {
    const { ms, onTimeout } = this.options.timeout!;
    const now = performance.now();
    let oldest = Infinity;
    let reason: Error | undefined;
    for (const waiting of [...this.#running, this.#waiting].flat()) {
      // A timer may fire up to a millisecond early.
      if (now - waiting.since >= ms - 1) {
        waiting.since = Infinity;
        waiting.reject((reason ??= onTimeout()));
      } else oldest = Math.min(oldest, waiting.since);
    }
    this.#timer =
      oldest === Infinity ? undefined : setTimeout(this.#rejectLate, Math.max(1, oldest + ms - now)).unref();
  };
}
