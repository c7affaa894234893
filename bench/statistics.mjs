/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {readonly number[]} values */
export function spread(values) {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/**
 * Of several rounds, each figure's median.
 *
 * @param {readonly import('./measure.mjs').Figures[]} rounds
 * @returns {Omit<import('./measure.mjs').Figures, 'faults'>}
 */
export function medians(rounds) {
  const names = Object.keys(rounds[0]).filter((name) => name !== 'faults');
  return Object.fromEntries(names.map((name) => [name, median(rounds.map((round) => round[name]))]));
}
