import { spread } from './statistics.mjs';

/** What is compared, and what it should be. */
const RATIOS = [
  { name: 'd/b', figure: 'rps', least: 6 },
  { name: 'd/a', figure: 'rps', least: 0.25 },
  { name: 'c/a', figure: 'rps', least: 0.4 },
  { name: 'e/d', figure: 'rps', least: 1 },
  { name: 'd/b.p99', figure: 'p99', most: 0.2 },
];
const LATEST_P99 = 30;
const LARGEST_RSS = 400;

/**
 * @param {Record<string, import('./measure.mjs').Figures[]>} rounds by server, as many of each
 * @returns {{ name: string, median: number, min: number, max: number, target: string, isMet: boolean }[]} of the
 * ratios whose servers were measured: each of a round, then the median over the rounds
 */
export function ratiosOf(rounds) {
  return RATIOS.flatMap(({ name, figure, least, most }) => {
    const [over, under] = [rounds[name[0]], rounds[name[2]]];
    if (!over || !under) return [];
    const found = spread(over.map((figures, at) => figures[figure] / under[at][figure]));
    const isMet = least === undefined ? found.median <= most : found.median >= least;
    return [{ name, ...found, target: least === undefined ? `<= ${most}` : `>= ${least}`, isMet }];
  });
}

/** What (d) should need besides. @param {import('./measure.mjs').Figures[]} rounds */
export function limitsOf(rounds) {
  return [
    limit(
      'p99 of d, ms',
      rounds.map(({ p99 }) => p99),
      LATEST_P99,
      'ms',
    ),
    limit(
      'RSS of d, MB',
      rounds.map(({ rssMb }) => rssMb),
      LARGEST_RSS,
      'MB',
    ),
  ];
}

function limit(name, values, most, unit) {
  const found = spread(values);
  return { name, ...found, target: `<= ${most} ${unit}`, isMet: found.median <= most };
}
