import { type AutomatonArrays, step } from './automaton.js';
import { DIGIT, LETTER } from './character-folding.js';
import { FLAGS, type KeywordIndex } from './keyword-index.js';
import type { Keyword, KeywordHit } from './keyword.js';
import { TextNormalizer } from './normalize.js';
import type { NormalizedText } from './normalized-text.js';

interface Match {
  readonly entry: number;
  readonly start: number;
  readonly end: number;
}

/** Searches texts for the keywords of one list. */
export class KeywordMatcher {
  /** @param normalizer shared by the lists that the same texts are searched for */
  constructor(
    private readonly index: KeywordIndex,
    private readonly normalizer = new TextNormalizer(),
  ) {}

  /** How many entries it has. */
  get size(): number {
    return this.index.flags.length;
  }

  /** Whether a text has a forbidden word in it. */
  has(text: string): boolean {
    return this.#forbidden(text).length > 0;
  }

  /** The forbidden words of a text, in the order in which they begin. */
  find(text: string): KeywordHit[] {
    return this.#forbidden(text)
      .sort((a, b) => a.start - b.start || b.end - a.end)
      .map(({ entry, start, end }) => ({ ...this.#entryAt(entry), start, end }));
  }

  #forbidden(text: string): Match[] {
    const { plain, disguised } = this.normalizer.forms(text);
    const matches = this.#search(plain, false);
    if (disguised) matches.push(...this.#search(disguised, true));
    if (matches.length === 0) return matches;
    const { flags } = this.index;
    const isAllowed = ({ entry }: Match): boolean => (flags[entry]! & FLAGS.allow) !== 0;
    const allowed = matches.filter(isAllowed);
    return matches.filter((match) => !isAllowed(match) && !allowed.some((phrase) => isWithin(match, phrase)));
  }

  #search(reading: NormalizedText, isDisguised: boolean): Match[] {
    const arrays = isDisguised ? this.index.disguised : this.index.plain;
    const { pattern, shorter } = arrays;
    const matches: Match[] = [];
    const { units, length } = reading;
    let state = 0;
    for (let at = 0; at < length; at++) {
      state = step(arrays, state, units[at]!);
      let found = pattern[state] === -1 ? shorter[state]! : state;
      for (; found !== 0; found = shorter[found]!) {
        const match = this.#matchAt(reading, arrays, found, at + 1, isDisguised);
        if (match) matches.push(match);
      }
    }
    return matches;
  }

  #matchAt(
    reading: NormalizedText,
    { pattern }: AutomatonArrays,
    state: number,
    end: number,
    isDisguised: boolean,
  ): Match | undefined {
    const { plainEntry, disguisedEntry, flags } = this.index;
    const found = pattern[state]!;
    const length = this.#lengthOf(found, isDisguised);
    const start = end - length;
    const entry = (isDisguised ? disguisedEntry : plainEntry)[found]!;
    const flag = flags[entry]!;
    if (!(flag & FLAGS.openStart) && !isEdge(reading, start - 1, start)) return undefined;
    if (!(flag & FLAGS.openEnd) && !isEdge(reading, end - 1, end)) return undefined;
    if (isDisguised && !this.#isMeant(reading, found, start, end)) return undefined;
    return { entry, start: reading.from[start]!, end: reading.to[end - 1]! };
  }

  #lengthOf(found: number, isDisguised: boolean): number {
    const starts = isDisguised ? this.index.runsFrom : this.index.plainFrom;
    return starts[found + 1]! - starts[found]!;
  }

  /** Each letter at least as often as in the word, and something that shows that it was to be hidden. */
  #isMeant(reading: NormalizedText, found: number, start: number, end: number): boolean {
    const { runs, runsFrom } = this.index;
    const first = runsFrom[found]!;
    for (let at = start; at < end; at++) {
      if (reading.runs[at]! < runs[first + at - start]!) return false;
    }
    return reading.isHidden(start, end);
  }

  #entryAt(entry: number): Keyword {
    const { entries, entryFrom } = this.index;
    return JSON.parse(
      Buffer.from(entries.buffer, entryFrom[entry]!, entryFrom[entry + 1]! - entryFrom[entry]!).toString(),
    ) as Keyword;
  }
}

/** Whether a word may begin or end between two neighbours. */
function isEdge({ kinds, gaps, length }: NormalizedText, left: number, right: number): boolean {
  if (left < 0 || right >= length || gaps[right]) return true;
  const [a, b] = [kinds[left]!, kinds[right]!];
  if (a === LETTER) return b !== LETTER;
  if (a === DIGIT) return b !== DIGIT;
  return true;
}

function isWithin(match: Match, phrase: Match): boolean {
  return (
    phrase.start <= match.start &&
    match.end <= phrase.end &&
    phrase.end - phrase.start > match.end - match.start
  );
}
