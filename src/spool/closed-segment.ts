import { Logger } from '@nestjs/common';
import { readFile, rename, rm } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { CLOSED } from './open-segment.js';

const CORRUPT = '.corrupt';
const CHECKSUM = 8;

/** A row as a segment holds it: its checksum and its JSON, a line of its own. */
export function toLine(row: unknown): string {
  const json = JSON.stringify(row);
  return `${checksum(json)} ${json}\n`;
}

/** Rows of a segment that nobody writes to any more, the oldest first, and how to be rid of them. */
export class ClosedSegment<Row> {
  readonly #logger = new Logger('Spool');
  #next = 0;
  #torn = 0;

  private constructor(
    private readonly path: string,
    private readonly lines: readonly string[],
    private readonly onGone: () => Promise<void>,
  ) {}

  /** @param onGone is called when the file is gone */
  static async read<Row>(path: string, onGone: () => Promise<void>): Promise<ClosedSegment<Row>> {
    return new ClosedSegment(path, (await readFile(path, 'utf8')).split('\n'), onGone);
  }

  /** The next rows, so many at the most; none where all were taken. Parsed only now: all at once take long. */
  take(most: number): Row[] {
    const rows: Row[] = [];
    while (rows.length < most && this.#next < this.lines.length) {
      const line = this.lines[this.#next++]!;
      if (line === '') continue;
      const json = line.slice(CHECKSUM + 1);
      if (line[CHECKSUM] === ' ' && line.slice(0, CHECKSUM) === checksum(json))
        rows.push(JSON.parse(json) as Row);
      else this.#torn++;
    }
    return rows;
  }

  /** Call it when all its rows are elsewhere. With a torn line it is kept, for people. */
  async remove(): Promise<void> {
    if (this.#torn > 0) {
      const kept = this.path.replace(CLOSED, CORRUPT);
      this.#logger.error(`${this.#torn} line(s) of ${this.path} are torn; kept as ${kept}`);
      await rename(this.path, kept);
    } else {
      await rm(this.path, { force: true });
    }
    await this.onGone();
  }
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(CHECKSUM, '0');
}
