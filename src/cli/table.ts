import Table from 'cli-table3';
import { colours } from './terminal.js';

const NO_BORDERS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
} as const;

/** Rows below their heads, in columns as wide as they have to be. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const drawn = new Table({
    chars: NO_BORDERS,
    // Its own colours ask nobody.
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  drawn.push(
    heads.map((head) => colours.bold(head)),
    ...rows.map((row) => [...row]),
  );
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
