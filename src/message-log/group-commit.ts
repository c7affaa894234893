/** Rows in a batch at the most; more would make the first of them wait for the last. */
const BATCH_LIMIT = 500;
/** Rows for which no larger batch is waited for while another one is on its way. */
const WORTH_WAITING = 64;

interface Waiting<Row, Result> {
  readonly row: Row;
  readonly resolve: (result: Result | undefined) => void;
  readonly reject: (error: unknown) => void;
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
  #inFlight = 0;
  /** Rows of the batch that left last. */
  #newest = 0;
  #scheduled = false;
  #onIdle: (() => void)[] = [];

  /**
   * @param write stores all of the rows, or throws and stores none; what it has to say of single ones it returns
   * @param mostInFlight how many batches are on their way at a time; with two, one is sent while the other is
   * being committed
   */
  constructor(
    private readonly write: (rows: readonly Row[]) => Promise<ReadonlyMap<Row, Result> | void>,
    private readonly mostInFlight = 2,
  ) {}

  /** Fulfilled when the row is durable, with what `write` says of it; rejected with what `write` threw. */
  add(row: Row): Promise<Result | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ row, resolve, reject });
      this.#schedule();
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
    if (this.#inFlight === 0 && this.#waiting.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#onIdle.push(resolve));
  }

  #schedule(): void {
    if (this.#scheduled || this.#inFlight >= this.mostInFlight || this.#waiting.length === 0) return;
    // A statement costs as much as ten rows: a second one leaves beside a large one only when it is as large.
    if (this.#inFlight > 0 && this.#waiting.length < Math.min(this.#newest, WORTH_WAITING)) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#commit(this.#waiting.splice(0, BATCH_LIMIT));
    });
  }

  async #commit(batch: Waiting<Row, Result>[]): Promise<void> {
    this.#inFlight++;
    this.#newest = batch.length;
    // What is left over goes into the second batch.
    this.#schedule();
    try {
      const results = await this.write(batch.map(({ row }) => row));
      for (const { row, resolve } of batch) resolve(results?.get(row));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    this.#inFlight--;
    this.#schedule();
    if (this.#inFlight === 0 && this.#waiting.length === 0) this.#onIdle.splice(0).forEach((tell) => tell());
  }
}
