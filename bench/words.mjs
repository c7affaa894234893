import { SeededRandom } from '../dist/src/simulator/seeded-random.js';

/**
 * A list of forbidden words: half of four or five ideographs, half of seven to ten letters.
 *
 * @param {number} count
 * @returns {string[]}
 */
export function wordList(count) {
  const chance = new SeededRandom(7);
  return Array.from({ length: count }, (_, at) =>
    at % 2
      ? of(4 + chance.below(2), () => String.fromCharCode(0x4e00 + chance.below(6_000)))
      : `zq${of(5 + chance.below(4), () => String.fromCharCode(97 + chance.below(26)))}`,
  );
}

const of = (length, unit) => Array.from({ length }, unit).join('');
