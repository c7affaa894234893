import { CommandFault } from '../command-fault.js';
import { printable } from '../terminal.js';

const MOST_SHOWN = 100;

/** A place in a file; line and column from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What is wrong in a file, and where. */
export interface PlacedFault {
  readonly place: Place;
  readonly detail: string;
}

/** Files of the company's that are wrong: each fault is a line that editors and CI understand. */
export class FaultyFiles extends CommandFault {
  override readonly name = 'FaultyFiles';

  /** @param head stands before the faults */
  constructor(
    readonly faults: readonly PlacedFault[],
    head?: string,
  ) {
    const lines = faults
      .slice(0, MOST_SHOWN)
      .map(({ place: { file, line, column }, detail }) => `${file}:${line}:${column}: ${printable(detail)}`);
    if (faults.length > MOST_SHOWN) lines.push(`… and ${faults.length - MOST_SHOWN} more`);
    super((head === undefined ? lines : [printable(head), ...lines]).join('\n'));
  }
}
