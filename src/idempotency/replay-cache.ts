import type { RecordedOutcome } from './recorded-outcome.js';
import type { Verdict } from '../pipeline/verdict.js';

/** The places that a key may take. A new entry replaces the oldest one in them. */
const WAYS = 4;
const BUCKETS = 1 << 14;
const AT = 0;
const BYTES = 8;
/** In UTF-16 code units. */
const KEY_LENGTH = 12;
const HEAD_LENGTH = 16;
const HEADER_BYTES = 20;
const NONE = -1;
/** The largest share of all bytes that one outcome may take; a larger outcome is not kept. */
const MOST_SHARE = 1 / 16;

type Head = readonly [
  id: string,
  receivedAt: number,
  conversationId: string | null,
  verdict: Verdict,
  decidedBy: string,
  hits: readonly string[] | null,
  cloudCustomData: string | null,
  hasElements: boolean,
];

/**
 * Outcomes by key in a ring buffer: the newest ones that fit into its bytes. The buffer is outside the heap, because
 * garbage collection is slow for thousands of objects that live for some seconds.
 *
 * @example
 * const cache = new ReplayCache(16 * 1024 * 1024);
 * cache.set(key, outcome, performance.now());
 * cache.find(key, performance.now() - 60_000); // the outcome
 */
export class ReplayCache {
  readonly #bytes: Buffer;
  readonly #view: DataView;
  /**
   * Where the next outcome begins, counted as if the ring had no end. It starts two rounds ahead, so that an empty place
   * (0) counts as overwritten.
   */
  #head: number;
  /** Where each outcome begins; {@link WAYS} entries for each bucket. */
  readonly #starts = new Float64Array(WAYS * BUCKETS);
  /** Eight more digits of each key: most keys differ in them, so the text is rarely read for nothing. */
  readonly #tags = new Uint32Array(WAYS * BUCKETS);

  constructor(private readonly size: number) {
    this.#bytes = Buffer.allocUnsafeSlow(size);
    this.#view = new DataView(this.#bytes.buffer);
    this.#head = 2 * size;
  }

  /** @param key hexadecimal digits @param since older outcomes are not found; on the clock of {@link set} */
  find(key: string, since: number): RecordedOutcome | undefined {
    const place = this.#placeOf(key);
    if (place === NONE) return undefined;
    const start = this.#starts[place]! % this.size;
    return this.#view.getFloat64(start + AT) > since ? this.#read(start) : undefined;
  }

  /** Replaces an earlier outcome of the key. @param at the time of the outcome, in milliseconds */
  set(key: string, outcome: RecordedOutcome, at: number): void {
    const { id, receivedAt, conversationId, verdict, decidedBy, delivery, hits = null } = outcome;
    const { elements = null, cloudCustomData = null } = delivery ?? {};
    const hasElements = elements !== null;
    const head = JSON.stringify([
      id,
      receivedAt.getTime(),
      conversationId,
      verdict,
      decidedBy,
      hits,
      cloudCustomData,
      hasElements,
    ] satisfies Head);
    const text = key + head + (elements ?? '');
    // A UTF-16 code unit has at most three bytes in UTF-8.
    const most = HEADER_BYTES + 3 * text.length;
    if (most > MOST_SHARE * this.size) {
      this.#delete(key);
      return;
    }
    if ((this.#head % this.size) + most > this.size) this.#head += this.size - (this.#head % this.size);
    const place = this.#placeFor(key);
    this.#starts[place] = this.#head;
    this.#tags[place] = digitsOf(key, 8);

    const start = this.#head % this.size;
    const bytes = this.#bytes.write(text, start + HEADER_BYTES);
    this.#view.setFloat64(start + AT, at);
    this.#view.setInt32(start + BYTES, bytes);
    this.#view.setInt32(start + KEY_LENGTH, key.length);
    this.#view.setInt32(start + HEAD_LENGTH, head.length);
    this.#head += HEADER_BYTES + bytes;
  }

  clear(): void {
    this.#starts.fill(0);
  }

  #delete(key: string): void {
    const place = this.#placeOf(key);
    if (place !== NONE) this.#starts[place] = 0;
  }

  #placeOf(key: string): number {
    const first = firstPlaceOf(key);
    const tag = digitsOf(key, 8);
    for (let place = first; place < first + WAYS; place++)
      if (this.#tags[place] === tag && this.#isThere(place) && this.#isOf(key, place)) return place;
    return NONE;
  }

  /** The place of the key; else an empty place; else the place of the oldest outcome. */
  #placeFor(key: string): number {
    const known = this.#placeOf(key);
    if (known !== NONE) return known;
    const first = firstPlaceOf(key);
    let oldest = first;
    for (let place = first + 1; place < first + WAYS; place++)
      if (this.#starts[place]! < this.#starts[oldest]!) oldest = place;
    return oldest;
  }

  /** Tells whether the bytes of a place are still its own, and not overwritten. */
  #isThere(place: number): boolean {
    return this.#head - this.#starts[place]! <= this.size;
  }

  #isOf(key: string, place: number): boolean {
    const start = this.#starts[place]! % this.size;
    return this.#view.getInt32(start + KEY_LENGTH) === key.length && this.#textAt(start).startsWith(key);
  }

  #textAt(start: number): string {
    const first = start + HEADER_BYTES;
    return this.#bytes.toString('utf8', first, first + this.#view.getInt32(start + BYTES));
  }

  #read(start: number): RecordedOutcome {
    const text = this.#textAt(start);
    const headStart = this.#view.getInt32(start + KEY_LENGTH);
    const headEnd = headStart + this.#view.getInt32(start + HEAD_LENGTH);
    const head = JSON.parse(text.slice(headStart, headEnd)) as Head;
    const [id, receivedAt, conversationId, verdict, decidedBy, hits, cloudCustomData, hasElements] = head;
    const elements = hasElements ? text.slice(headEnd) : null;
    return {
      id,
      receivedAt: new Date(receivedAt),
      conversationId,
      verdict,
      decidedBy,
      delivery: elements === null && cloudCustomData === null ? null : { elements, cloudCustomData },
      ...(hits && { hits }),
    };
  }
}

function firstPlaceOf(key: string): number {
  return WAYS * (digitsOf(key, 0) & (BUCKETS - 1));
}

/** Eight hexadecimal digits of a key as a number. */
function digitsOf(key: string, from: number): number {
  let number = 0;
  for (let at = from; at < from + 8; at++) {
    const code = key.charCodeAt(at);
    number = (number << 4) | ((code & 0xf) + (code > 0x39 ? 9 : 0));
  }
  return number >>> 0;
}
