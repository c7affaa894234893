import type { RecordedOutcome } from './recorded-outcome.js';
import type { Verdict } from '../pipeline/verdict.js';

/** Places that a key may take: the oldest in them makes room. */
const WAYS = 4;
const BUCKETS = 1 << 14;
const AT = 0;
const BYTES = 8;
/** In UTF-16 code units. */
const KEY_LENGTH = 12;
const HEAD_LENGTH = 16;
const HEADER_BYTES = 20;
const NONE = -1;
/** Of all bytes, so much an answer takes at the most; a longer one is not kept. */
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
 * Answers by key, as many of the newest as some bytes hold: beside the heap, for what lives for seconds, and by the
 * thousand, is what garbage collection is worst at.
 *
 * @example
 * const ring = new ReplayCache(16 * 1024 * 1024);
 * ring.set(key, answer, performance.now());
 * ring.find(key, performance.now() - 60_000); // the answer
 */
export class ReplayCache {
  readonly #bytes: Buffer;
  readonly #view: DataView;
  /** Where the next answer begins, had the ring no end; a round ahead, so that an empty place is long overwritten. */
  #head: number;
  /** Where answers begin, of each bucket {@link WAYS}. */
  readonly #starts = new Float64Array(WAYS * BUCKETS);
  /** More of their keys' digits, for most keys to differ in. */
  readonly #tags = new Uint32Array(WAYS * BUCKETS);

  constructor(private readonly size: number) {
    this.#bytes = Buffer.allocUnsafeSlow(size);
    this.#view = new DataView(this.#bytes.buffer);
    this.#head = 2 * size;
  }

  /** @param key hexadecimal digits @param since how old the answer may be, on the clock of {@link set} */
  find(key: string, since: number): RecordedOutcome | undefined {
    const place = this.#placeOf(key);
    if (place === NONE) return undefined;
    const start = this.#starts[place]! % this.size;
    return this.#view.getFloat64(start + AT) > since ? this.#read(start) : undefined;
  }

  /** In the place of an earlier one. @param at when it was given, in milliseconds */
  set(key: string, answer: RecordedOutcome, at: number): void {
    const { id, receivedAt, conversationId, verdict, decidedBy, delivery, hits = null } = answer;
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
    // A UTF-16 code unit has three bytes at the most.
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

  /** Where a key is, else where nothing is, else where the oldest is. */
  #placeFor(key: string): number {
    const known = this.#placeOf(key);
    if (known !== NONE) return known;
    const first = firstPlaceOf(key);
    let oldest = first;
    for (let place = first + 1; place < first + WAYS; place++)
      if (this.#starts[place]! < this.#starts[oldest]!) oldest = place;
    return oldest;
  }

  /** Whether nothing has been written over it. */
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
