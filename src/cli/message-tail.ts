/** A record as the API shows it: what a tail needs of it, and whatever else there is. */
export interface TailedMessage {
  readonly id: string;
  readonly receivedAt: string;
  readonly [member: string]: unknown;
}

export interface MessagePage {
  readonly items: readonly TailedMessage[];
  readonly nextCursor: string | null;
}

/** Asks for a page of records, newest first. @param from received then or later */
export type PageSource = (from: string | undefined, cursor: string | undefined) => Promise<MessagePage>;

/** After an outage spools drain for a while: so long is looked for what was received since it began, and so often. */
const AFTER_OUTAGE_MS = 60_000;
const WIDE_LOOK_MS = 10_000;

interface Outage {
  /** What was received before it was seen before. */
  readonly from: number | undefined;
  readonly until: number;
  nextLook: number;
}

/**
 * Finds records that are new. They become visible in another order than that in which they were received, so each time
 * it is looked again at the last seconds, and what was seen is left out.
 */
export class MessageTail {
  /** By id, when they were received. */
  readonly #seen = new Map<string, number>();
  #newest: number | undefined;
  #outage: Outage | undefined;

  /** @param overlapMs by how much a record may be late */
  constructor(
    private readonly page: PageSource,
    private readonly overlapMs: number,
    private readonly clock: () => number = Date.now,
  ) {}

  /** Counts what is there already as seen. @returns the last of it, at most so many, oldest first */
  async begin(last: number): Promise<TailedMessage[]> {
    const there: TailedMessage[] = [];
    let cursor: string | undefined;
    do {
      const { items, nextCursor } = await this.page(undefined, cursor);
      there.push(...items);
      this.#see(items);
      const oldest = items.at(-1);
      const isEnough = !oldest || Date.parse(oldest.receivedAt) < this.#newest! - this.overlapMs;
      cursor = isEnough && there.length >= last ? undefined : (nextCursor ?? undefined);
    } while (cursor !== undefined);
    this.#forget();
    return there.slice(0, last).toReversed();
  }

  /** What came since, oldest first. A page that fails fails it all: the next time it is found as well. */
  async poll(): Promise<TailedMessage[]> {
    const from = this.#nextFrom();
    const found = new Map<string, TailedMessage>();
    let cursor: string | undefined;
    do {
      const { items, nextCursor } = await this.page(
        from === undefined ? undefined : new Date(from).toISOString(),
        cursor,
      );
      for (const item of items) if (!this.#seen.has(item.id)) found.set(item.id, item);
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
    this.#see(found.values());
    this.#forget();
    return [...found.values()].toReversed();
  }

  /** A poll failed: what is received from here on may be visible much later. */
  failed(): void {
    const now = this.clock();
    const from = this.#outage ? this.#outage.from : this.#usualFrom;
    this.#outage = { from, until: now + AFTER_OUTAGE_MS, nextLook: now };
  }

  #see(items: Iterable<TailedMessage>): void {
    for (const { id, receivedAt } of items) {
      const at = Date.parse(receivedAt);
      this.#seen.set(id, at);
      this.#newest = Math.max(this.#newest ?? at, at);
    }
  }

  get #usualFrom(): number | undefined {
    return this.#newest === undefined ? undefined : this.#newest - this.overlapMs;
  }

  #nextFrom(): number | undefined {
    const now = this.clock();
    if (!this.#outage || now < this.#outage.nextLook) return this.#usualFrom;
    const { from, until } = this.#outage;
    if (now > until) this.#outage = undefined;
    else this.#outage.nextLook = now + WIDE_LOOK_MS;
    return from;
  }

  #forget(): void {
    const from = this.#outage ? this.#outage.from : this.#usualFrom;
    if (from === undefined) return;
    for (const [id, at] of this.#seen) if (at < from) this.#seen.delete(id);
  }
}
