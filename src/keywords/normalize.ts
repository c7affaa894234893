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

/** Both forms of a text. */
export interface TextForms {
  /** The text as it stands. Case, width, accents and the like are ignored. */
  readonly plain: NormalizedText;
  /** The text without disguises; undefined if nothing in the text can hide a word. */
  readonly disguised: NormalizedText | undefined;
}

/** Normalizes texts one after another. Its buffers are used again for each text. */
export class TextNormalizer {
  readonly #characters = new Characters();
  readonly #plain = new NormalizedText(256);
  readonly #disguised = new NormalizedText(256);
  #lastText = '';
  #lastForms: TextForms = { plain: this.#plain, disguised: undefined };

  /** Both forms of a text. They are valid until the next call with another text. */
  forms(text: string): TextForms {
    // One message is searched for the words of many lists.
    if (text === this.#lastText) return this.#lastForms;
    const characters = this.#characters;
    characters.read(text);
    this.#lastText = text;
    this.#lastForms = {
      plain: plainly(characters, this.#plain),
      disguised: mayHide(characters) ? behind(characters, this.#disguised) : undefined,
    };
    return this.#lastForms;
  }
}

/** The text as it stands. */
export function normalizePlain(text: string): NormalizedText {
  return plainly(charactersOf(text), new NormalizedText(0));
}

/** The text as its author meant it, if the author hides a word. */
export function deobfuscate(text: string): NormalizedText {
  return behind(charactersOf(text), new NormalizedText(0));
}

function charactersOf(text: string): Characters {
  const characters = new Characters(text.length);
  characters.read(text);
  return characters;
}

function plainly(characters: Characters, reading: NormalizedText): NormalizedText {
  const { length, unit } = characters;
  reading.empty(length);
  for (let at = 0; at < length; at++) {
    if (characters.isOfWord(at)) reading.push(unit[at]!, characters, at, 0, false);
    else reading.separate(characters, at);
  }
  return reading;
}

/** A quick look whether it is worth reading twice; it may be wrong in saying yes. */
function mayHide(characters: Characters): boolean {
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
    if (kind[at] === DIGIT && (isAlphabetic(characters, at - 1) || isAlphabetic(characters, at + 1)))
      return true;
    const isAlone =
      (at === 0 || !characters.isOfWord(at - 1)) && (at + 1 >= length || !characters.isOfWord(at + 1));
    if (isAlone && at + 2 < length && characters.isOfWord(at + 2)) return true;
  }
  return false;
}

function isAlphabetic(characters: Characters, at: number): boolean {
  return at >= 0 && at < characters.length && characters.kind[at] === LETTER;
}

function behind(characters: Characters, reading: NormalizedText): NormalizedText {
  const { length, kind } = characters;
  const meant = leetRead(characters);
  reading.empty(length);
  let gap = 0;
  for (let at = 0; at < length;) {
    if (!characters.isOfWord(at) && !meant[at]) {
      const end = endOfGap(characters, meant, at);
      if (at > 0 && end < length && isPassable(characters, meant, at, end)) gap = 1;
      else reading.separate(characters, at);
      at = end;
      continue;
    }
    const own = characters.unit[at]!;
    const unit = meantUnit(characters, at, meant[at]!);
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
function leetRead(characters: Characters): Uint16Array {
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

function endOfGap(characters: Characters, meant: Uint16Array, start: number): number {
  let end = start;
  while (end < characters.length && !characters.isOfWord(end) && !meant[end]) end++;
  return end;
}

/** Whether what stands from `start` to `end` may be there to take a word apart. */
function isPassable(characters: Characters, meant: Uint16Array, start: number, end: number): boolean {
  const { kind } = characters;
  let isNoise = true;
  let isStop = false;
  for (let at = start; at < end; at++) {
    if (kind[at] === LINE_END) return false;
    isNoise &&= kind[at] === NOISE;
    isStop ||= kind[at] === STOP;
  }
  // f u c k, 法 轮 功: each stands alone.
  const isAloneBefore = !isWordAt(characters, meant, start - 2);
  const isAloneAfter = !isWordAt(characters, meant, end + 1);
  if (isAloneBefore && isAloneAfter) return true;
  // 有传 销: in a script without spaces the first and the last one touch their neighbours.
  const areIdeographs = kind[start - 1] === IDEOGRAPH && kind[end] === IDEOGRAPH;
  if (areIdeographs && !isStop && (isAloneBefore || isAloneAfter)) return true;
  // f*ck, 赌·博: nobody writes that between two words.
  const isSameScript = (kind[start - 1] === IDEOGRAPH) === (kind[end] === IDEOGRAPH);
  return isNoise && isSameScript && end - start <= MOST_NOISE;
}

function isWordAt(characters: Characters, meant: Uint16Array, at: number): boolean {
  return at >= 0 && at < characters.length && (characters.isOfWord(at) || meant[at] !== 0);
}

function meantUnit(characters: Characters, at: number, leet: number): number {
  const own = characters.unit[at]!;
  const unit = leet || (characters.kind[at] === LETTER ? lookalikeOf(own) : own);
  return unit === SMALL_L ? SMALL_I : unit;
}
