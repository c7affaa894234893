/** Rows in a batch at the most; more would make the first of them wait for the last. */
const BATCH_LIMIT = 500;
/** Rows for which no larger batch is waited for while another one is on its way. */
const WORTH_WAITING = 64;

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
 * Lets rows that arrive together share one statement and one commit. A row never waits for company: with no
 * batch on its way it leaves at the end of the current turn of the event loop, else with the next batch, which leaves as
 * soon as it is as large as the one on its way, or that one is done.
 *
 * @example
 * const log = new GroupCommit<string>((rows) => insert(rows));
 * await log.add('first'); // durable now
 */
export class GroupCommit<Row, Result = never> {
  #waiting: Waiting<Row, Result>[] = [];
  readonly #underWay = new Set<readonly Waiting<Row, Result>[]>();
  /** Rows of the batch that left last. */
  #newest = 0;
  #scheduled = false;
  #onIdle: (() => void)[] = [];
  /** One for all rows: a timer for each would cost more than all else here. */
  #patience: NodeJS.Timeout | undefined;

  /**
   * @param write stores all of the rows, or throws and stores none; what it has to say of single ones it returns
   * @param mostInFlight how many batches are on their way at a time; with two, one is sent while the other is
   * being committed
   * @param patience left out: rows wait for as long as `write` takes
   */
  constructor(
    private readonly write: (rows: readonly Row[]) => Promise<ReadonlyMap<Row, Result> | void>,
    private readonly mostInFlight = 2,
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
      if (this.patience) this.#patience ??= setTimeout(this.#lookForLate, this.patience.ms).unref();
    });
  }

  /** How many rows are not on their way yet. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Gives up the rows that are not on their way yet: their promises are rejected. */
  abandon(reason: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(reason);
  }

  /** Fulfilled when nothing is waiting or on its way. */
  idle(): Promise<void> {
    if (this.#underWay.size === 0 && this.#waiting.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#onIdle.push(resolve));
  }

  #schedule(): void {
    if (this.#scheduled || this.#underWay.size >= this.mostInFlight || this.#waiting.length === 0) return;
    // A statement costs as much as ten rows: a second one leaves beside a large one only when it is as large.
    if (this.#underWay.size > 0 && this.#waiting.length < Math.min(this.#newest, WORTH_WAITING)) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#commit(this.#waiting.splice(0, BATCH_LIMIT));
    });
  }

  async #commit(batch: Waiting<Row, Result>[]): Promise<void> {
    this.#underWay.add(batch);
    this.#newest = batch.length;
    // What is left over goes into the second batch.
    this.#schedule();
    try {
      const results = await this.write(batch.map(({ row }) => row));
      for (const { row, resolve } of batch) resolve(results?.get(row));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    this.#underWay.delete(batch);
    this.#schedule();
    if (this.#underWay.size === 0 && this.#waiting.length === 0)
      this.#onIdle.splice(0).forEach((tell) => tell());
  }

  readonly #lookForLate = (): void => {
    const { ms, onOver } = this.patience!;
    const now = performance.now();
    let oldest = Infinity;
    let reason: Error | undefined;
    for (const rows of [...this.#underWay, [...this.#waiting]]) {
      for (const waiting of rows) {
        // Timers may fire a moment early.
        if (now - waiting.since >= ms - 1) {
          waiting.since = Infinity;
          waiting.reject((reason ??= onOver()));
        } else oldest = Math.min(oldest, waiting.since);
      }
    }
    this.#patience =
      oldest === Infinity ? undefined : setTimeout(this.#lookForLate, Math.max(1, oldest + ms - now)).unref();
  };
}
