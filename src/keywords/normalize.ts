import { DIGIT, IDEOGRAPH, LETTER, LINE_END, NOISE, STOP } from './character-folding.js';
import { Characters } from './characters.js';
import { leetOf, lookalikeOf } from './disguises.js';
import { DRAWN_OUT, NormalizedText } from './normalized-text.js';

const SMALL_I = 0x69;
const SMALL_L = 0x6c;
const AT = 0x40;
const DOLLAR = 0x24;
const ASCII = 0x80;
/** More than that between two letters is no way to hide a word. */
const MOST_NOISE = 3;

/** Both ways to read a text. */
export interface TextForms {
  /** As it stands: only case, width, accents and the like do not count. */
  readonly plain: NormalizedText;
  /** As somebody may have meant it who hides a word; undefined where nothing in the text can hide one. */
  readonly disguised: NormalizedText | undefined;
}

const characters = new Characters();

/**
 * Reads a text, as it is and behind its disguises.
 *
 * @param plain what it is read into, and `disguised`; both are emptied first
 */
export function read(
  text: string,
  plain = new NormalizedText(0),
  disguised = new NormalizedText(0),
): TextForms {
  characters.read(text);
  return { plain: plainly(plain), disguised: mayHide() ? behind(disguised) : undefined };
}

/** As it stands. */
export function normalizePlain(text: string): NormalizedText {
  characters.read(text);
  return plainly(new NormalizedText(0));
}

/** As somebody may have meant it who hides a word. */
export function deobfuscate(text: string): NormalizedText {
  characters.read(text);
  return behind(new NormalizedText(0));
}

function plainly(reading: NormalizedText): NormalizedText {
  const { length, unit } = characters;
  reading.empty(length);
  for (let at = 0; at < length; at++) {
    if (characters.isOfWord(at)) reading.push(unit[at]!, characters, at, 0, false);
    else reading.separate(characters, at);
  }
  return reading;
}

/** A quick look whether it is worth reading twice; it may be wrong in saying yes. */
function mayHide(): boolean {
  const { length, unit, kind } = characters;
  let run = 1;
  for (let at = 0; at < length; at++) {
    const isRepeated = at > 0 && unit[at] === unit[at - 1];
    run = isRepeated ? run + 1 : 1;
    if (!characters.isOfWord(at)) {
      if (kind[at] === NOISE || leetOf(unit[at]!) !== 0) return true;
      continue;
    }
    if (run >= DRAWN_OUT && kind[at] !== DIGIT) return true;
    if (kind[at] === LETTER && unit[at]! >= ASCII) return true;
    if (kind[at] === DIGIT && (isAlphabetic(at - 1) || isAlphabetic(at + 1))) return true;
    const isAlone =
      (at === 0 || !characters.isOfWord(at - 1)) && (at + 1 >= length || !characters.isOfWord(at + 1));
    if (isAlone && at + 2 < length && characters.isOfWord(at + 2)) return true;
  }
  return false;
}

function isAlphabetic(at: number): boolean {
  return at >= 0 && at < characters.length && characters.kind[at] === LETTER;
}

function behind(reading: NormalizedText): NormalizedText {
  const { length, kind } = characters;
  const meant = leetRead();
  reading.empty(length);
  let gap = 0;
  for (let at = 0; at < length;) {
    if (!characters.isOfWord(at) && !meant[at]) {
      const end = endOfGap(meant, at);
      if (at > 0 && end < length && isPassable(meant, at, end)) gap = 1;
      else reading.separate(characters, at);
      at = end;
      continue;
    }
    const own = characters.unit[at]!;
    const unit = meantUnit(at, meant[at]!);
    const last = reading.length - 1;
    // Small i and l are one letter behind disguises, which is none.
    const isRead = unit !== own && own !== SMALL_L;
    const isNumber = kind[at] === DIGIT && !isRead;
    if (last >= 0 && reading.units[last] === unit && !isNumber)
      reading.repeat(characters, at, isRead || gap > 0);
    else reading.push(unit, characters, at, gap, isRead);
    gap = 0;
    at++;
  }
  return reading;
}

/** By character: the letter that a digit or sign is written for, 0 where none. */
function leetRead(): Uint16Array {
  const { length, unit, kind } = characters;
  const meant = new Uint16Array(length);
  for (let start = 0; start < length;) {
    let end = start;
    let hasLetter = false;
    while (end < length && (kind[end] === LETTER || kind[end] === DIGIT || leetOf(unit[end]!) !== 0)) {
      hasLetter ||= kind[end] === LETTER;
      end++;
    }
    for (let at = hasLetter ? start : end; at < end; at++) {
      if (kind[at] === LETTER) continue;
      // A sign at the edge of a word is what it is: `hi!`, `(see`.
      const isInside = at > start && at < end - 1;
      if (kind[at] === DIGIT || isInside || unit[at] === DOLLAR || unit[at] === AT)
        meant[at] = leetOf(unit[at]!);
    }
    start = Math.max(end, start + 1);
  }
  return meant;
}

function endOfGap(meant: Uint16Array, start: number): number {
  let end = start;
  while (end < characters.length && !characters.isOfWord(end) && !meant[end]) end++;
  return end;
}

/** Whether what stands from `start` to `end` may be there to take a word apart. */
function isPassable(meant: Uint16Array, start: number, end: number): boolean {
  const { kind } = characters;
  let isNoise = true;
  let isStop = false;
  for (let at = start; at < end; at++) {
    if (kind[at] === LINE_END) return false;
    isNoise &&= kind[at] === NOISE;
    isStop ||= kind[at] === STOP;
  }
  // f u c k, 法 轮 功: each stands alone.
  const isAloneBefore = !isWordAt(meant, start - 2);
  const isAloneAfter = !isWordAt(meant, end + 1);
  if (isAloneBefore && isAloneAfter) return true;
  // 有传 销: in a script without spaces the first and the last one touch their neighbours.
  const areIdeographs = kind[start - 1] === IDEOGRAPH && kind[end] === IDEOGRAPH;
  if (areIdeographs && !isStop && (isAloneBefore || isAloneAfter)) return true;
  // f*ck, 赌·博: nobody writes that between two words.
  const isSameScript = (kind[start - 1] === IDEOGRAPH) === (kind[end] === IDEOGRAPH);
  return isNoise && isSameScript && end - start <= MOST_NOISE;
}

function isWordAt(meant: Uint16Array, at: number): boolean {
  return at >= 0 && at < characters.length && (characters.isOfWord(at) || meant[at] !== 0);
}

function meantUnit(at: number, leet: number): number {
  const own = characters.unit[at]!;
  const unit = leet || (characters.kind[at] === LETTER ? lookalikeOf(own) : own);
  return unit === SMALL_L ? SMALL_I : unit;
}
