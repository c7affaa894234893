const CHUNK_BYTES = 1 << 20;
const OFFSET_BITS = 20;
const HEADER_BYTES = 2;
const WIDE = 0x8000;
/** Longer keys are not stored. */
const MAX_CHARACTERS = 0x7fff;
const INITIAL_SLOTS = 1_024;
/** The largest share of slots in use. With more, a look-up tries too many slots. */
const MAX_LOAD = 0.75;

/**
 * A map for millions of text keys. The keys are bytes outside the heap: they need a third of the memory, and garbage
 * collection does not visit them. A deleted key keeps its bytes as long as the map exists.
 *
 * @example
 * const map = new CompactMap<number>();
 * map.set('ann', 7);
 * map.get('ann'); // 7
 */
export class CompactMap<Value extends object | number | string> {
  /** The number of the entry in each slot, from 1; 0: the slot is empty. */
  #slots = new Uint32Array(INITIAL_SLOTS);
  #hashes = new Uint32Array(INITIAL_SLOTS / 2);
  /** Where each key begins: the chunk's number, and the offset in the chunk. */
  #starts = new Uint32Array(INITIAL_SLOTS / 2);
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
    if (key.length > MAX_CHARACTERS) return;
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

  /** All entries. An entry that is set meanwhile may be among them. */
  *entries(): Generator<[key: string, value: Value], void> {
    for (let at = 0; at < this.#values.length; at++) {
      const value = this.#values[at];
      if (value !== undefined) yield [this.#keyAt(at), value];
    }
  }

  #add(key: string, hash: number, slot: number, value: Value): void {
    const at = this.#values.length;
    if (at >= MAX_LOAD * this.#slots.length) {
      this.#grow();
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

  /** The slot of the key, or the empty slot where it belongs. */
  #slotOf(key: string, hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot]!;
      if (entry === 0 || (this.#hashes[entry - 1] === hash && this.#isAt(entry - 1, key))) return slot;
    }
  }

  #grow(): void {
    const slots = new Uint32Array(2 * this.#slots.length);
    const mask = slots.length - 1;
    for (let at = 0; at < this.#values.length; at++) {
      let slot = this.#hashes[at]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = at + 1;
    }
    this.#slots = slots;
  }

  /** Stores a key with one byte a character if that is enough, else two. @returns where it begins */
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

/** FNV-1a over 16-bit units. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  // The slot comes from the low bits, and they are the weakest of this hash.
  hash ^= hash >>> 15;
  return hash >>> 0;
}

function larger(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const copy = new Uint32Array(Math.ceil(1.5 * array.length));
  copy.set(array);
  return copy;
}
