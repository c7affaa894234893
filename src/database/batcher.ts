/** Rows in a batch at the most; more would make the first of them wait for the last. */
const BATCH_LIMIT = 500;

interface Waiting<Row, Result> {
  readonly row: Row;
  /** As `performance.now()` says; never, when it is given up: it may still be under way. */
  since: number;
  readonly resolve: (result: Result | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** How long a row may wait to be durable. */
export interface RowPatience {
  readonly ms: number;
  /** Why a row is given up; told once for all that are given up together. */
  readonly onOver: () => Error;
}

/**
 * Lets rows that arrive together share one statement and one commit. A row never waits for company: with no batch on its
 * way it leaves at the end of the current turn of the event loop, else with the next batch, which leaves when that one is
 * done. A second batch beside the first would cost more, for each statement costs as much as ten rows, than it spares.
 *
 * @example
 * const log = new Batcher<string>((rows) => insert(rows));
 * await log.add('first'); // durable now
 */
export class Batcher<Row, Result = never> {
  #waiting: Waiting<Row, Result>[] = [];
  readonly #underWay = new Set<readonly Waiting<Row, Result>[]>();
  /** The next batch waits for it; `true`: it has not left yet. */
  #current: readonly Waiting<Row, Result>[] | true | undefined;
  #onIdle: (() => void)[] = [];
  /** One for all rows: a timer for each would cost more than all else here. */
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param write stores all of the rows, or throws and stores none; what it has to say of single ones it returns
   * @param patience left out: rows wait for as long as `write` takes
   */
  constructor(
    private readonly write: (rows: readonly Row[]) => Promise<ReadonlyMap<Row, Result> | void>,
    private readonly patience?: RowPatience,
  ) {}

  /**
   * Fulfilled when the row is durable, with what `write` says of it; rejected with what `write` threw, or when it has
   * waited too long: it may become durable all the same.
   */
  add(row: Row): Promise<Result | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ row, since: performance.now(), resolve, reject });
      this.#schedule();
      if (this.patience && !this.#timer)
        this.#timer = setTimeout(this.#lookForLate, this.patience.ms).unref();
    });
  }

  /** How many rows are not on their way yet. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Gives up the rows that are not on their way yet: their promises are rejected. Nobody waits for those that are. */
  abandon(reason: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(reason);
    if (this.#current !== true) this.#current = undefined;
  }

  /** Fulfilled when nothing is waiting or on its way. */
  idle(): Promise<void> {
    if (this.#isIdle) return Promise.resolve();
    return new Promise((resolve) => this.#onIdle.push(resolve));
  }

  get #isIdle(): boolean {
    return !this.#current && this.#underWay.size === 0 && this.#waiting.length === 0;
  }

  #schedule(): void {
    if (this.#current || this.#waiting.length === 0) return;
    this.#current = true;
    setImmediate(() => void this.#commit(this.#waiting.splice(0, BATCH_LIMIT)));
  }

  async #commit(batch: readonly Waiting<Row, Result>[]): Promise<void> {
    this.#current = batch;
    this.#underWay.add(batch);
    try {
      const results = await this.write(batch.map(({ row }) => row));
      for (const { row, resolve } of batch) resolve(results?.get(row));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    this.#underWay.delete(batch);
    if (this.#current === batch) this.#current = undefined;
    this.#schedule();
    if (this.#isIdle) this.#onIdle.splice(0).forEach((tell) => tell());
  }

  readonly #lookForLate = (): void => {
    const { ms, onOver } = this.patience!;
    const now = performance.now();
    let oldest = Infinity;
    let reason: Error | undefined;
    for (const waiting of [...this.#underWay, this.#waiting].flat()) {
      // Timers may fire a moment early.
      if (now - waiting.since >= ms - 1) {
        waiting.since = Infinity;
        waiting.reject((reason ??= onOver()));
      } else oldest = Math.min(oldest, waiting.since);
    }
    this.#timer =
      oldest === Infinity ? undefined : setTimeout(this.#lookForLate, Math.max(1, oldest + ms - now)).unref();
  };
}
