import { Converter } from 'opencc-js/t2cn';

/** What a character is to somebody who reads words. */
export const LETTER = 1;
export const DIGIT = 2;
/** Of a script that is written without spaces: Chinese, Japanese, Thai. */
export const IDEOGRAPH = 3;
export const SPACE = 4;
/** Ends a clause: what stands before and after it is no word. */
export const STOP = 5;
/** Stands between words, or inside of one that is to be hidden: `·`, `*`, `_`, an emoji. */
export const NOISE = 6;
/** Ends a line. */
export const LINE_END = 7;
/** Nobody sees it. */
export const INVISIBLE = 0;

export type CharacterKind = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A character as it is compared: what case, width, accents and the traditional form make no other of. */
export interface FoldedCharacter {
  readonly kind: CharacterKind;
  /** UTF-16 code units; several where the character stands for several (`ﬁ`, `㎏`). */
  readonly units: readonly number[];
}

type Ranges = readonly (readonly [first: number, last: number])[];

/** Beside what Unicode calls format and control: fillers, and what selects a variant of what stands before it. */
const INVISIBLE_RANGES: Ranges = [
  [0x034f, 0x034f],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xffa0, 0xffa0],
  [0xe0000, 0xe0fff],
];
/** Marks that decorate; those of Thai or Devanagari are letters. */
const DECORATION: Ranges = [
  [0x0300, 0x036f],
  [0x0483, 0x0489],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x20d0, 0x20ff],
  [0xfe20, 0xfe2f],
];
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}〇々ー]/u;
const STOPS = /[,;:!?"'()[\]{}<>，。！？；：、…“”‘’「」『』（）【】《》〈〉]/u;

const toSimplified = Converter({ from: 't', to: 'cn' });
const folded = new Map<number, FoldedCharacter>();

/** Folds one character, by its code point. */
export function fold(codePoint: number): FoldedCharacter {
  let found = folded.get(codePoint);
  if (!found) folded.set(codePoint, (found = foldAnew(String.fromCodePoint(codePoint))));
  return found;
}

function foldAnew(character: string): FoldedCharacter {
  if (/^[\n\r\u2028\u2029]$/.test(character)) return { kind: LINE_END, units: [] };
  // U+FEFF is both, and nobody sees it; a tab is a control character, and everybody does.
  if (/^\s$/u.test(character) && !/^\p{Cf}$/u.test(character)) return { kind: SPACE, units: [] };
  if (/^[\p{Cf}\p{Cc}]$/u.test(character) || isIn(INVISIBLE_RANGES, character))
    return { kind: INVISIBLE, units: [] };
  const isHalfSurrogate = /^\p{Cs}$/u.test(character);
  const plain = isHalfSurrogate ? '' : plainOf(character);
  if (plain === '') return { kind: isHalfSurrogate ? NOISE : INVISIBLE, units: [] };
  return {
    kind: kindOf(plain),
    units: Array.from({ length: plain.length }, (_, at) => plain.charCodeAt(at)),
  };
}

function plainOf(character: string): string {
  const letter = enclosedLetter(character.codePointAt(0)!) ?? character;
  const bare = undecorated(letter).toLowerCase();
  // Some letters fall apart again when they are small.
  return toSimplified(undecorated(bare));
}

function undecorated(text: string): string {
  const parts = [...text.normalize('NFKD')].filter((part) => !isIn(DECORATION, part));
  return parts.join('').normalize('NFC');
}

function isIn(ranges: Ranges, character: string): boolean {
  const codePoint = character.codePointAt(0)!;
  return ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
}

/** Letters in black circles and squares, and of flags, which Unicode takes for pictures. */
function enclosedLetter(codePoint: number): string | undefined {
  for (const first of [0x1f150, 0x1f170, 0x1f1e6]) {
    if (codePoint >= first && codePoint < first + 26) return String.fromCharCode(0x61 + codePoint - first);
  }
  return undefined;
}

function kindOf(plain: string): CharacterKind {
  if (UNSPACED.test(plain)) return IDEOGRAPH;
  if (/\p{L}|\p{M}/u.test(plain)) return LETTER;
  if (/\p{N}/u.test(plain)) return DIGIT;
  return STOPS.test(plain) ? STOP : NOISE;
}
