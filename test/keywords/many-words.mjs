let seed = 1;
function random() {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

export const below = (count) => Math.floor(random() * count);
export const of = (length, letter) => Array.from({ length }, letter).join('');
export const ideograph = () => String.fromCharCode(0x4e00 + below(6_000));
export const letter = () => String.fromCharCode(97 + below(26));

/** The entries of a list of 100,000 words, the same each time. */
export function manyEntries() {
  const words = Array.from({ length: 100_000 }, (_, at) =>
    at % 2 ? of(2 + below(4), ideograph) : of(4 + below(8), letter),
  );
  return words.map((text) => JSON.stringify({ text, category: 'any', severity: 2 })).join('\n');
}
