import { pinyin } from 'pinyin-pro';
import { type AutomatonArrays, buildAutomaton } from './automaton.js';
import type { Keyword, KeywordListOptions } from './keyword.js';
import { deobfuscate, normalizePlain } from './normalize.js';
import { GAP, type NormalizedText } from './normalized-text.js';

/** A list that can be searched: flat arrays only, which threads can share. */
export interface KeywordIndex {
  /** Of patterns as texts have them that hide nothing. */
  readonly plain: AutomatonArrays;
  /** Of patterns as they are behind disguises. */
  readonly disguised: AutomatonArrays;
  /** By pattern of `plain` and of `disguised`: the entry. */
  readonly plainEntry: Int32Array;
  readonly disguisedEntry: Int32Array;
  /** By pattern of `plain`: how many units those before it have. */
  readonly plainFrom: Int32Array;
  /** By pattern of `disguised`: the same, and where its runs begin in `runs`: how often each unit is repeated. */
  readonly runsFrom: Int32Array;
  readonly runs: Uint8Array;
  /** By entry: {@link FLAGS}. */
  readonly flags: Uint8Array;
  /** The entries, a JSON text each, and by entry where it begins. */
  readonly entries: Uint8Array;
  readonly entryFrom: Int32Array;
}

export const FLAGS = { allow: 1, openStart: 2, openEnd: 4 } as const;
/** Longer words are not spelled in pinyin character by character: there would be too many ways. */
const MOST_MIXED = 4;

interface Pattern {
  readonly units: string;
  readonly runs: readonly number[];
  readonly entry: number;
}

/**
 * Makes a list searchable: half a second for 100,000 words, so not on the thread that answers.
 *
 * @param lines the entries, a JSON text each, a line each
 */
export function buildIndex(lines: string, options: KeywordListOptions): KeywordIndex {
  const entries = lines.split('\n').filter((line) => line !== '');
  const flags = new Uint8Array(entries.length);
  const plain: Pattern[] = [];
  const disguised: Pattern[] = [];
  for (const [entry, line] of entries.entries()) {
    const { text, kind } = JSON.parse(line) as Keyword;
    flags[entry] =
      (kind === 'allow' ? FLAGS.allow : 0) |
      (text.startsWith('*') ? FLAGS.openStart : 0) |
      (text.endsWith('*') ? FLAGS.openEnd : 0);
    for (const way of waysToWrite(text.replace(/^\*|\*$/g, ''), options)) {
      plain.push(patternOf(normalizePlain(way), entry));
      disguised.push(patternOf(deobfuscate(way), entry));
    }
  }
  const plainPatterns = sorted(plain);
  const disguisedPatterns = sorted(disguised);
  const runLengths = disguisedPatterns.map(({ runs }) => runs);
  return {
    plain: buildAutomaton(plainPatterns.map(({ units }) => units)),
    disguised: buildAutomaton(disguisedPatterns.map(({ units }) => units)),
    plainEntry: Int32Array.from(plainPatterns, ({ entry }) => entry),
    disguisedEntry: Int32Array.from(disguisedPatterns, ({ entry }) => entry),
    plainFrom: startsOf(plainPatterns.map(({ units }) => units.length)),
    runsFrom: startsOf(runLengths.map(({ length }) => length)),
    runs: Uint8Array.from(runLengths.flat()),
    flags,
    ...packed(entries),
  };
}

/** The same in memory that threads share: to hand it over neither copies it nor makes it the other one's garbage. */
export function shared(index: KeywordIndex): KeywordIndex {
  const { plain, disguised, ...others } = index;
  return { plain: sharedArrays(plain), disguised: sharedArrays(disguised), ...sharedArrays(others) };
}

function sharedArrays<Arrays extends object>(arrays: Arrays): Arrays {
  const entries = Object.entries(arrays) as [string, Uint8Array | Uint16Array | Int32Array][];
  return Object.fromEntries(entries.map(([name, array]) => [name, sharedCopy(array)])) as Arrays;
}

function sharedCopy<Numbers extends Uint8Array | Uint16Array | Int32Array>(array: Numbers): Numbers {
  const Type = array.constructor as new (buffer: SharedArrayBuffer) => Numbers;
  const copy = new Type(new SharedArrayBuffer(array.byteLength));
  copy.set(array);
  return copy;
}

function waysToWrite(text: string, { pinyin: isWithPinyin }: KeywordListOptions): string[] {
  // A phrase that is spelled apart has no gaps of its own any more.
  if (/\S\s+\S/.test(text)) return [text, text.replace(/\s+/g, '')];
  if (!isWithPinyin || !/\p{Script=Han}/u.test(text)) return [text];
  const characters = [...text];
  const spelled = pinyin(text, { toneType: 'none', type: 'array', v: true });
  if (spelled.length !== characters.length) return [text];
  const ways = [text, spelled.join(''), spelled.join(' ')];
  if (characters.length > 1 && characters.length <= MOST_MIXED) {
    for (let mix = 1; mix < 2 ** characters.length - 1; mix++) {
      ways.push(characters.map((character, at) => (mix & (1 << at) ? spelled[at]! : character)).join(''));
    }
  }
  return ways;
}

function patternOf({ units, runs, length }: NormalizedText, entry: number): Pattern {
  const end = length > 0 && units[length - 1] === GAP ? length - 1 : length;
  return { units: String.fromCharCode(...units.subarray(0, end)), runs: [...runs.subarray(0, end)], entry };
}

/** By their units; of equal ones the first entry's. */
function sorted(patterns: readonly Pattern[]): Pattern[] {
  const byUnits = new Map<string, Pattern>();
  for (const pattern of patterns) {
    if (pattern.units !== '' && !byUnits.has(pattern.units)) byUnits.set(pattern.units, pattern);
  }
  return [...byUnits.values()].sort((a, b) => (a.units < b.units ? -1 : 1));
}

function startsOf(lengths: readonly number[]): Int32Array {
  const starts = new Int32Array(lengths.length + 1);
  for (const [index, length] of lengths.entries()) starts[index + 1] = starts[index]! + length;
  return starts;
}

function packed(entries: readonly string[]): Pick<KeywordIndex, 'entries' | 'entryFrom'> {
  const bytes = entries.map((line) => Buffer.byteLength(line));
  const entryFrom = startsOf(bytes);
  const packedEntries = new Uint8Array(entryFrom.at(-1)!);
  packedEntries.set(Buffer.from(entries.join('')));
  return { entries: packedEntries, entryFrom };
}
