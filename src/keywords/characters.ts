import { DIGIT, fold, IDEOGRAPH, INVISIBLE, LETTER } from './character-folding.js';

const BMP = 0x1_0000;
const UNKNOWN = 255;
const SEVERAL = 254;
const SURROGATES = 0xd800;
const AFTER_SURROGATES = 0xe000;

/** A cache of folded characters by code unit: the kind, and the unit it is folded to. */
const kinds = new Uint8Array(BMP).fill(UNKNOWN);
const units = new Uint16Array(BMP);

/** The characters of a text, folded; those that nobody sees are left out. Used again for the next text. */
export class Characters {
  unit: Uint16Array;
  kind: Uint8Array;
  /** UTF-16 offsets in the text. */
  from: Int32Array;
  to: Int32Array;
  length = 0;

  /** @param capacity the number of characters that there is room for at first */
  constructor(capacity = 256) {
    const size = Math.max(capacity, 1);
    this.unit = new Uint16Array(size);
    this.kind = new Uint8Array(size);
    this.from = new Int32Array(size);
    this.to = new Int32Array(size);
  }

  read(text: string): void {
    this.length = 0;
    for (let at = 0; at < text.length;) {
      const code = text.charCodeAt(at);
      const kind = kinds[code]!;
      if (kind < SEVERAL) {
        if (kind !== INVISIBLE) this.#push(units[code]!, kind, at, at + 1);
        at++;
        continue;
      }
      const codePoint = text.codePointAt(at)!;
      const end = at + (codePoint >= BMP ? 2 : 1);
      this.#fold(codePoint, at, end);
      at = end;
    }
  }

  /** Whether there is a letter, digit or ideograph. */
  isOfWord(at: number): boolean {
    const kind = this.kind[at]!;
    return kind === LETTER || kind === DIGIT || kind === IDEOGRAPH;
  }

  #fold(codePoint: number, from: number, to: number): void {
    const folded = fold(codePoint);
    const isHalf = codePoint >= SURROGATES && codePoint < AFTER_SURROGATES;
    if (codePoint < BMP && !isHalf) {
      kinds[codePoint] = folded.units.length > 1 ? SEVERAL : folded.kind;
      units[codePoint] = folded.units[0] ?? codePoint;
    }
    if (folded.kind === INVISIBLE) return;
    if (folded.units.length === 0) this.#push(0, folded.kind, from, to);
    else for (const unit of folded.units) this.#push(unit, folded.kind, from, to);
  }

  #push(unit: number, kind: number, from: number, to: number): void {
    const at = this.length++;
    if (at === this.unit.length) this.#grow();
    this.unit[at] = unit;
    this.kind[at] = kind;
    this.from[at] = from;
    this.to[at] = to;
  }

  #grow(): void {
    const size = this.unit.length * 2;
    this.unit = grown(this.unit, new Uint16Array(size));
    this.kind = grown(this.kind, new Uint8Array(size));
    this.from = grown(this.from, new Int32Array(size));
    this.to = grown(this.to, new Int32Array(size));
  }
}

function grown<Numbers extends Uint8Array | Uint16Array | Int32Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}
