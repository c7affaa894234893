const CHUNK_BYTES = 1 << 20;
const OFFSET_BITS = 20;
const HEADER_BYTES = 2;
const WIDE = 0x8000;
/** Longer keys are not kept. */
const MOST_CHARACTERS = 0x7fff;
const FIRST_SLOTS = 1_024;
/** Of the slots that are in use at the most: with more of them one is looked for too long. */
const MOST_LOAD = 0.75;

/**
 * A map from texts to values for millions of them: the texts are bytes beside the heap, so that they cost a third of the
 * memory, and no garbage collection goes through them. What was deleted keeps its bytes until the map itself is gone.
 *
 * @example
 * const map = new CompactMap<number>();
 * map.set('ann', 7);
 * map.get('ann'); // 7
 */
export class CompactMap<Value extends object | number | string> {
  /** Of each slot the number of an entry, from 1; 0: empty. */
  #slots = new Uint32Array(FIRST_SLOTS);
  #hashes = new Uint32Array(FIRST_SLOTS / 2);
  /** Where the keys begin: the number of the chunk, and the place in it. */
  #starts = new Uint32Array(FIRST_SLOTS / 2);
  readonly #values: (Value | undefined)[] = [];
  readonly #chunks: Buffer[] = [];
  #end = CHUNK_BYTES;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(key: string): Value | undefined {
    const entry = this.#slots[this.#slotOf(key, hashOf(key))]!;
    return entry === 0 ? undefined : this.#values[entry - 1];
  }

  set(key: string, value: Value): void {
    if (key.length > MOST_CHARACTERS) return;
    const hash = hashOf(key);
    const slot = this.#slotOf(key, hash);
    const entry = this.#slots[slot]!;
    if (entry === 0) {
      this.#add(key, hash, slot, value);
      return;
    }
    if (this.#values[entry - 1] === undefined) this.#size++;
    this.#values[entry - 1] = value;
  }

  delete(key: string): void {
    const entry = this.#slots[this.#slotOf(key, hashOf(key))]!;
    if (entry === 0 || this.#values[entry - 1] === undefined) return;
    this.#values[entry - 1] = undefined;
    this.#size--;
  }

  /** All that is in it; what is set meanwhile may be among it. */
  *entries(): Generator<[key: string, value: Value], void> {
    for (let at = 0; at < this.#values.length; at++) {
      const value = this.#values[at];
      if (value !== undefined) yield [this.#keyAt(at), value];
    }
  }

  #add(key: string, hash: number, slot: number, value: Value): void {
    const at = this.#values.length;
    if (at >= MOST_LOAD * this.#slots.length) {
      this.#spread();
      this.#add(key, hash, this.#slotOf(key, hash), value);
      return;
    }
    if (at === this.#starts.length) {
      this.#starts = larger(this.#starts);
      this.#hashes = larger(this.#hashes);
    }
    this.#starts[at] = this.#write(key);
    this.#hashes[at] = hash;
    this.#slots[slot] = at + 1;
    this.#values.push(value);
    this.#size++;
  }

  /** The slot that holds the key, or the empty one that it would be in. */
  #slotOf(key: string, hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot]!;
      if (entry === 0 || (this.#hashes[entry - 1] === hash && this.#isAt(entry - 1, key))) return slot;
    }
  }

  #spread(): void {
    const slots = new Uint32Array(2 * this.#slots.length);
    const mask = slots.length - 1;
    for (let at = 0; at < this.#values.length; at++) {
      let slot = this.#hashes[at]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = at + 1;
    }
    this.#slots = slots;
  }

  /** One byte a character where that is enough, else two. @returns where it begins */
  #write(key: string): number {
    let isWide = false;
    for (let at = 0; at < key.length; at++) if (key.charCodeAt(at) > 0xff) isWide = true;
    const bytes = HEADER_BYTES + (isWide ? 2 : 1) * key.length;
    if (this.#end + bytes > CHUNK_BYTES) {
      this.#chunks.push(Buffer.allocUnsafeSlow(CHUNK_BYTES));
      this.#end = 0;
    }
    const chunk = this.#chunks.at(-1)!;
    const start = this.#end;
    chunk.writeUInt16LE(key.length | (isWide ? WIDE : 0), start);
    chunk.write(key, start + HEADER_BYTES, isWide ? 'utf16le' : 'latin1');
    this.#end += bytes;
    return (((this.#chunks.length - 1) << OFFSET_BITS) | start) >>> 0;
  }

  #isAt(entry: number, key: string): boolean {
    const start = this.#starts[entry]!;
    const chunk = this.#chunks[start >>> OFFSET_BITS]!;
    let byte = start & (CHUNK_BYTES - 1);
    const header = chunk[byte]! | (chunk[byte + 1]! << 8);
    if ((header & ~WIDE) !== key.length) return false;
    byte += HEADER_BYTES;
    if ((header & WIDE) === 0) {
      for (let at = 0; at < key.length; at++) if (chunk[byte + at] !== key.charCodeAt(at)) return false;
      return true;
    }
    for (let at = 0; at < key.length; at++) {
      if ((chunk[byte + 2 * at]! | (chunk[byte + 2 * at + 1]! << 8)) !== key.charCodeAt(at)) return false;
    }
    return true;
  }

  #keyAt(entry: number): string {
    const start = this.#starts[entry]!;
    const chunk = this.#chunks[start >>> OFFSET_BITS]!;
    const byte = start & (CHUNK_BYTES - 1);
    const header = chunk.readUInt16LE(byte);
    const isWide = (header & WIDE) !== 0;
    const first = byte + HEADER_BYTES;
    const bytes = (header & ~WIDE) * (isWide ? 2 : 1);
    return chunk.toString(isWide ? 'utf16le' : 'latin1', first, first + bytes);
  }
}

/** FNV-1a, of 16-bit units. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  // Its last bits are its weakest, and the slots go by them.
  hash ^= hash >>> 15;
  return hash >>> 0;
}

function larger(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const copy = new Uint32Array(Math.ceil(1.5 * array.length));
  copy.set(array);
  return copy;
}
