/** The object ids of PostgreSQL's types: they stand in the binary form of an array. */
const TYPES = { text: 25, uuid: 2950, float8: 701, float4: 700, int8: 20, int4: 23 } as const;

export type ItemType = keyof typeof TYPES;
type Item = string | number | null;

const HEADER_BYTES = 20;
const EMPTY_BYTES = 12;
const NULL_LENGTH = -1;
/** An ASCII text up to this length is copied letter by letter: a call into Node costs more. */
const SHORT = 48;

/**
 * Writes the columns of rows as arrays in PostgreSQL's binary form. It is faster to write and to read than the text
 * form, which escapes each quote of each item.
 *
 * @example
 * const writer = new BinaryArrayWriter();
 * // For the parameters `$1::text[]` and `$2::int4[]`:
 * const [names, ages] = writer.write(['text', 'int4'], [['a', 1], ['b', null]]);
 */
export class BinaryArrayWriter {
  /** The arrays are written here first, since their length is not known before. It is used again for each batch. */
  #scratch = Buffer.allocUnsafe(256 * 1024);
  #view = viewOf(this.#scratch);
  #end = 0;

  /**
   * @param rows a row that is too short has nulls at its end
   * @returns an array per column; undefined where an item does not fit the column's type. Send such a column as text: then
   *   PostgreSQL says what is wrong with it.
   */
  write(types: readonly ItemType[], rows: readonly (readonly Item[])[]): (Buffer | undefined)[] {
    this.#end = 0;
    const starts: number[] = [];
    const ends: (number | undefined)[] = [];
    for (let column = 0; column < types.length; column++) {
      starts.push(this.#end);
      ends.push(this.#writeArray(types[column]!, rows, column) ? this.#end : undefined);
    }
    // One copy for all columns: a buffer for each costs more than what is written into it.
    const all = Buffer.from(this.#scratch.subarray(0, this.#end));
    return starts.map((start, column) =>
      ends[column] === undefined ? undefined : all.subarray(start, ends[column]),
    );
  }

  #writeArray(type: ItemType, rows: readonly (readonly Item[])[], column: number): boolean {
    this.#reserve(HEADER_BYTES);
    const start = this.#end;
    this.#end += rows.length === 0 ? EMPTY_BYTES : HEADER_BYTES;
    let hasNulls = 0;
    for (let at = 0; at < rows.length; at++) {
      const item = rows[at]![column] ?? null;
      if (item === null) {
        hasNulls = 1;
        this.#reserve(4);
        this.#writeInt32(NULL_LENGTH);
      } else if (!this.#writeItem(type, item)) {
        return false;
      }
    }
    // The number of dimensions (0 for an empty array), whether there are nulls, the type, the length, the first index.
    this.#view.setInt32(start, rows.length === 0 ? 0 : 1);
    this.#view.setInt32(start + 4, hasNulls);
    this.#view.setInt32(start + 8, TYPES[type]);
    if (rows.length === 0) return true;
    this.#view.setInt32(start + 12, rows.length);
    this.#view.setInt32(start + 16, 1);
    return true;
  }

  #writeItem(type: ItemType, item: string | number): boolean {
    if (type === 'text') return typeof item === 'string' && this.#writeText(item);
    if (type === 'uuid') return typeof item === 'string' && this.#writeUuid(item);
    if (typeof item !== 'number') return false;
    this.#reserve(12);
    switch (type) {
      case 'float8':
        this.#writeInt32(8);
        this.#view.setFloat64(this.#end, item);
        this.#end += 8;
        return true;
      case 'float4':
        this.#writeInt32(4);
        this.#view.setFloat32(this.#end, item);
        this.#end += 4;
        return true;
      case 'int8':
        if (!Number.isSafeInteger(item)) return false;
        this.#writeInt32(8);
        this.#writeInt32(Math.floor(item / 0x1_0000_0000));
        this.#writeInt32(item >>> 0);
        return true;
      case 'int4':
        if ((item | 0) !== item) return false;
        this.#writeInt32(4);
        this.#writeInt32(item);
        return true;
    }
  }

  #writeText(text: string): boolean {
    const { length } = text;
    // A UTF-16 code unit takes at most three bytes.
    this.#reserve(4 + 3 * length);
    const scratch = this.#scratch;
    const start = this.#end + 4;
    let at = 0;
    if (length <= SHORT) {
      for (; at < length; at++) {
        const code = text.charCodeAt(at);
        if (code > 0x7f) break;
        scratch[start + at] = code;
      }
    }
    const bytes = at === length ? length : scratch.write(text, start, 'utf8');
    this.#view.setInt32(this.#end, bytes);
    this.#end = start + bytes;
    return true;
  }

  #writeUuid(uuid: string): boolean {
    const digits = uuid.length === 32 ? uuid : uuid.replaceAll('-', '');
    this.#reserve(4 + 16);
    if (digits.length !== 32 || this.#scratch.write(digits, this.#end + 4, 'hex') !== 16) return false;
    this.#view.setInt32(this.#end, 16);
    this.#end += 4 + 16;
    return true;
  }

  /** A DataView writes faster than Buffer's own methods, which check their arguments. */
  #writeInt32(value: number): void {
    this.#view.setInt32(this.#end, value);
    this.#end += 4;
  }

  #reserve(bytes: number): void {
    if (this.#end + bytes <= this.#scratch.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#end + bytes));
    this.#scratch.copy(larger, 0, 0, this.#end);
    this.#scratch = larger;
    this.#view = viewOf(larger);
  }
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}
