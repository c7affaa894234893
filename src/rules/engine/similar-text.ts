import { normalizePlain } from '../../keywords/normalize.js';

/** Bands of hashes. Nearly equal texts have at least one band in common, other texts have none. */
const BANDS = 6;
const ROWS = 3;
const SHINGLE = 3;
/** Shorter texts are compared as they are: one changed letter makes a different text. */
const FEW_UNITS = 8;
const GAP = 0x20;
const ZERO = 0x30;
const NINE = 0x39;

/** One odd factor for each hash function. */
const FACTORS = Uint32Array.from(
  { length: BANDS * ROWS },
  (_, index) => Math.imul(index + 1, 0x9e37_79b1) | 1,
);

/**
 * Keys of a text. Two nearly equal texts have at least one key in common. The keys are MinHashes over groups of three
 * units, without digits, signs and emoji. Texts that share 80 % of their units have a common key in 99 % of cases, texts
 * that share 20 % in 5 %.
 *
 * Source: Broder, On the resemblance and containment of documents, 1997.
 */
export function similarityKeys(text: string): string[] {
  const units = lettersOf(text);
  if (units.length === 0) return [];
  if (units.length < FEW_UNITS) return [String.fromCharCode(...units)];
  const least = new Uint32Array(FACTORS.length).fill(0xffff_ffff);
  for (let at = 0; at + SHINGLE <= units.length; at++) {
    const shingle = mixed(
      units[at]! ^ Math.imul(units[at + 1]!, 0x85eb_ca6b) ^ Math.imul(units[at + 2]!, 0xc2b2_ae35),
    );
    for (let index = 0; index < FACTORS.length; index++) {
      const hash = mixed(Math.imul(shingle, FACTORS[index]!)) >>> 0;
      if (hash < least[index]!) least[index] = hash;
    }
  }
  return Array.from(
    { length: BANDS },
    (_, band) =>
      `${band}:${Array.from(least.subarray(band * ROWS, (band + 1) * ROWS), (hash) => hash.toString(36)).join('.')}`,
  );
}

function lettersOf(text: string): number[] {
  const { units, length } = normalizePlain(text);
  return [...units.subarray(0, length)].filter((unit) => unit !== GAP && (unit < ZERO || unit > NINE));
}

/** The finalizer of MurmurHash3. */
function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return hash ^ (hash >>> 16);
}
