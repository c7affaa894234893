import { SPACE } from './character-folding.js';
import type { Characters } from './characters.js';

/** What stands where words are apart. */
export const GAP = 0x20;
const MOST_RUN = 255;
const MOST_KEPT = 16_384;
/** So many of the same letter nobody writes by mistake. */
export const DRAWN_OUT = 3;

/** A text as it is searched, unit by unit. */
export class NormalizedText {
  length = 0;
  /** UTF-16 code units. */
  units!: Uint16Array<ArrayBuffer>;
  /** Where each begins and ends in the original, in UTF-16 offsets. */
  from!: Int32Array<ArrayBuffer>;
  to!: Int32Array<ArrayBuffer>;
  /** What it was before anybody read it as something else. */
  kinds!: Uint8Array<ArrayBuffer>;
  /** How often it was repeated. */
  runs!: Uint8Array<ArrayBuffer>;
  /** 1: something stood before it that was passed over. */
  gaps!: Uint8Array<ArrayBuffer>;
  /** 1: it was read as another than it is. */
  disguised!: Uint8Array<ArrayBuffer>;

  constructor(capacity: number) {
    this.#hold(capacity);
  }

  /** Begins anew, with room for so many units. */
  empty(capacity: number): void {
    this.length = 0;
    // One long text shall not keep its memory for ever.
    const most = this.units.length;
    if (capacity > most || most > MOST_KEPT) this.#hold(capacity);
  }

  #hold(capacity: number): void {
    this.units = new Uint16Array(capacity);
    this.from = new Int32Array(capacity);
    this.to = new Int32Array(capacity);
    this.kinds = new Uint8Array(capacity);
    this.runs = new Uint8Array(capacity);
    this.gaps = new Uint8Array(capacity);
    this.disguised = new Uint8Array(capacity);
  }

  push(unit: number, characters: Characters, at: number, gap: number, isDisguised: boolean): void {
    const last = this.length++;
    this.units[last] = unit;
    this.from[last] = characters.from[at]!;
    this.to[last] = characters.to[at]!;
    this.kinds[last] = characters.kind[at]!;
    this.runs[last] = 1;
    this.gaps[last] = gap;
    this.disguised[last] = isDisguised ? 1 : 0;
  }

  /** Words end here. */
  separate(characters: Characters, at: number): void {
    if (this.length === 0 || this.units[this.length - 1] === GAP) return;
    this.push(GAP, characters, at, 0, false);
    this.kinds[this.length - 1] = SPACE;
  }

  /** The last unit once more. @param isHidden whether it was read as another than it is, or stands behind a gap */
  repeat(characters: Characters, at: number, isHidden: boolean): void {
    const last = this.length - 1;
    this.to[last] = characters.to[at]!;
    if (isHidden) this.disguised[last] = 1;
    if (this.runs[last]! < MOST_RUN) this.runs[last]!++;
  }

  /** Whether something in a part of it shows that a word was to be hidden. */
  isHidden(start: number, end: number): boolean {
    for (let at = start; at < end; at++) {
      if (this.disguised[at] || this.runs[at]! >= DRAWN_OUT || (at > start && this.gaps[at])) return true;
    }
    return false;
  }
}
