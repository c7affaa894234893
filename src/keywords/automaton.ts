/**
 * An Aho–Corasick automaton in flat arrays, which threads can share. States are numbered level by
 * level, so that the children of each follow one another: what is stored of a state is the unit that leads to it and
 * its first child.
 *
 * Source: Aho and Corasick, Efficient string matching, CACM 18 (1975).
 */
export interface AutomatonArrays {
  /** By state: the UTF-16 code unit that leads to it. */
  readonly unit: Uint16Array;
  /** By state: its first child; the last one is that of the next state. */
  readonly child: Int32Array;
  /** By state: the longest other state that is a suffix of it. */
  readonly fallback: Int32Array;
  /** By state: the pattern that ends there, or -1. */
  readonly pattern: Int32Array;
  /** By state: the next one on the way back at which a pattern ends, or 0. */
  readonly shorter: Int32Array;
  /** By code unit: the state after it at the beginning. */
  readonly first: Int32Array;
}

const UNITS = 0x1_0000;
/** Children up to here are looked through; more are halved. */
const FEW = 8;

/**
 * Builds the automaton of some patterns.
 *
 * @param patterns sorted by code units, none twice, none empty; their index is what is found
 */
export function buildAutomaton(patterns: readonly string[]): AutomatonArrays {
  const most = patterns.reduce((sum, { length }) => sum + length, 1);
  const unit = new Uint16Array(most);
  const child = new Int32Array(most + 1);
  const pattern = new Int32Array(most).fill(-1);
  // Of each state the patterns that go through it, and how deep it is.
  const from = new Int32Array(most);
  const to = new Int32Array(most);
  const depth = new Uint16Array(most);
  to[0] = patterns.length;
  let count = 1;
  for (let state = 0; state < count; state++) {
    child[state] = count;
    const at = depth[state]!;
    let index = from[state]!;
    const end = to[state]!;
    if (index < end && patterns[index]!.length === at) pattern[state] = index++;
    while (index < end) {
      const next = patterns[index]!.charCodeAt(at);
      unit[count] = next;
      depth[count] = at + 1;
      from[count] = index;
      while (index < end && patterns[index]!.charCodeAt(at) === next) index++;
      to[count++] = index;
    }
  }
  child[count] = count;
  return linked({
    unit: unit.slice(0, count),
    child: child.slice(0, count + 1),
    pattern: pattern.slice(0, count),
  });
}

function linked(trie: Pick<AutomatonArrays, 'unit' | 'child' | 'pattern'>): AutomatonArrays {
  const { unit, child, pattern } = trie;
  const count = unit.length;
  const fallback = new Int32Array(count);
  const shorter = new Int32Array(count);
  const first = new Int32Array(UNITS);
  for (let state = child[0]!; state < child[1]!; state++) first[unit[state]!] = state;
  const arrays: AutomatonArrays = { ...trie, fallback, shorter, first };
  for (let state = 1; state < count; state++) {
    for (let next = child[state]!; next < child[state + 1]!; next++) {
      fallback[next] = step(arrays, fallback[state]!, unit[next]!);
    }
  }
  // Level by level: what a state falls back to is done before it.
  for (let state = 1; state < count; state++) {
    const back = fallback[state]!;
    shorter[state] = pattern[back] === -1 ? shorter[back]! : back;
  }
  return arrays;
}

/** The state after a code unit. */
export function step(arrays: AutomatonArrays, state: number, next: number): number {
  const { unit, child, fallback, first } = arrays;
  let current = state;
  while (current !== 0) {
    let low = child[current]!;
    let high = child[current + 1]!;
    while (high - low > FEW) {
      const middle = (low + high) >>> 1;
      if (unit[middle]! <= next) low = middle;
      else high = middle;
    }
    for (; low < high; low++) if (unit[low] === next) return low;
    current = fallback[current]!;
  }
  return first[next]!;
}
