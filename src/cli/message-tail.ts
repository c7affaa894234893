/** A record as the API shows it: what a tail needs of it, and whatever else there is. */
export interface TailedMessage {
  readonly id: string;
  readonly receivedAt: string;
  readonly [member: string]: unknown;
}

export interface TailPage {
  readonly items: readonly TailedMessage[];
  readonly nextCursor: string | null;
  /** When it was answered, by the server's clock, in milliseconds since 1970. */
  readonly now: number;
}

/** Asks for a page of records, newest first. @param from received then or later */
export type PageSource = (from: string | undefined, cursor: string | undefined) => Promise<TailPage>;

/** Later than all that is received: nothing is found, and the server tells its time. */
const NEVER = '9999-01-01T00:00:00.000Z';
/** After an outage spools drain for a while: so long is looked for what was received since it began, and so often. */
const AFTER_OUTAGE_MS = 60_000;
const WIDE_LOOK_MS = 10_000;

interface Outage {
  /** What was received before it was seen before. */
  readonly from: number;
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
  /** When it was last looked, by the server's clock. */
  #lookedAt = 0;
  #outage: Outage | undefined;

  /** @param overlapMs by how much a record may be late */
  constructor(
    private readonly page: PageSource,
    private readonly overlapMs: number,
    private readonly clock: () => number = Date.now,
  ) {}

  /** Counts what is there already as seen. @returns the last of it, at most so many, oldest first */
  async begin(last: number): Promise<TailedMessage[]> {
    this.#lookedAt = (await this.page(NEVER, undefined)).now;
    const from = this.#usualFrom;
    const there = await this.poll();
    if (there.length >= last) return last > 0 ? there.slice(-last) : [];
    const before: TailedMessage[] = [];
    let cursor: string | undefined;
    do {
      const { items, nextCursor } = await this.page(undefined, cursor);
      // What came meanwhile is found by the next poll.
      before.push(...items.filter(({ receivedAt }) => Date.parse(receivedAt) < from));
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined && there.length + before.length < last);
    return [...before.slice(0, last - there.length).toReversed(), ...there];
  }

  /** What came since, oldest first. A page that fails fails it all: the next time it is found as well. */
  async poll(): Promise<TailedMessage[]> {
    const from = new Date(this.#nextFrom()).toISOString();
    const found = new Map<string, TailedMessage>();
    let cursor: string | undefined;
    let lookedAt: number | undefined;
    do {
      const { items, nextCursor, now } = await this.page(from, cursor);
      // What comes later than the first page stands in none of the next.
      lookedAt ??= now;
      for (const item of items) if (!this.#seen.has(item.id)) found.set(item.id, item);
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
    for (const { id, receivedAt } of found.values()) this.#seen.set(id, Date.parse(receivedAt));
    // Another node's clock may be behind.
    this.#lookedAt = Math.max(this.#lookedAt, lookedAt);
    this.#forget();
    return [...found.values()].toReversed();
  }

  /** A poll failed: what is received from here on may be visible much later. */
  failed(): void {
    const now = this.clock();
    const from = this.#outage ? this.#outage.from : this.#usualFrom;
    this.#outage = { from, until: now + AFTER_OUTAGE_MS, nextLook: now };
  }

  get #usualFrom(): number {
    return this.#lookedAt - this.overlapMs;
  }

  #nextFrom(): number {
    const now = this.clock();
    if (!this.#outage || now < this.#outage.nextLook) return this.#usualFrom;
    const { from, until } = this.#outage;
    if (now > until) this.#outage = undefined;
    else this.#outage.nextLook = now + WIDE_LOOK_MS;
    return from;
  }

  #forget(): void {
    const from = this.#outage ? this.#outage.from : this.#usualFrom;
    for (const [id, at] of this.#seen) if (at < from) this.#seen.delete(id);
  }
}
