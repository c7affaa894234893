import { parse } from 'csv-parse/sync';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** A fault in an imported text. Lines count from 1; the header of a CSV is a line. */
export interface LineError {
  readonly line: number;
  readonly detail: string;
}

/** The entries of a text, and what is wrong with its other lines. */
export interface LineImport<Entry> {
  readonly entries: Entry[];
  readonly errors: LineError[];
}

/** The entry of a line, or what is wrong with it. */
export type LineResult<Entry> = { readonly entry: Entry } | { readonly detail: string };

export interface CsvColumns {
  readonly known: readonly string[];
  readonly required: readonly string[];
}

/** A row of a CSV by column; an empty cell is left out. */
export type CsvRow = Readonly<Record<string, string>>;

/** How many lines are read before other work of the event loop gets a turn. */
const LINES_PER_TURN = 1_000;

/**
 * Reads a text with one entry a line. Blank lines are skipped, and so is a byte order mark.
 *
 * @param read gets a line without spaces around it
 * @param maxErrors reading stops after so many faults
 */
export function importLines<Entry>(
  text: string,
  read: (source: string, line: number) => LineResult<Entry>,
  maxErrors = Infinity,
): Promise<LineImport<Entry>> {
  return collect(linesOf(text), read, maxErrors);
}

/**
 * Reads a CSV whose header names the columns, in any order. Blank rows are skipped, and so is a byte order mark.
 *
 * @param maxErrors reading stops after so many faults
 * @example
 * const columns = { known: ['text', 'kind'], required: ['text'] };
 * await importCsv('text,kind\ncasino,\n', columns, (row) => ({ entry: row }));
 * // { entries: [{ text: 'casino' }], errors: [] }
 */
export async function importCsv<Entry>(
  text: string,
  columns: CsvColumns,
  read: (row: CsvRow, line: number) => LineResult<Entry>,
  maxErrors = Infinity,
): Promise<LineImport<Entry>> {
  let rows: { record: CsvRow; info: { lines: number } }[];
  try {
    rows = parse(withoutMark(text), {
      columns: (header: string[]) => checkedHeader(header, columns),
      info: true,
      trim: true,
      skip_empty_lines: true,
    }) as unknown as typeof rows;
  } catch (error) {
    const { lines = 1, message } = error as Error & { lines?: number };
    return { entries: [], errors: [{ line: lines, detail: message }] };
  }
  return collect(filledCells(rows), read, maxErrors);
}

async function collect<Source, Entry>(
  lines: Iterable<[line: number, source: Source]>,
  read: (source: Source, line: number) => LineResult<Entry>,
  maxErrors: number,
): Promise<LineImport<Entry>> {
  const entries: Entry[] = [];
  const errors: LineError[] = [];
  let count = 0;
  for (const [line, source] of lines) {
    if (errors.length >= maxErrors) break;
    if (++count % LINES_PER_TURN === 0) await nextTurn();
    const result = read(source, line);
    if ('detail' in result) errors.push({ line, detail: result.detail });
    else entries.push(result.entry);
  }
  return { entries, errors };
}

function* linesOf(text: string): Generator<[number, string]> {
  for (const [index, line] of withoutMark(text).split('\n').entries()) {
    const source = line.trim();
    if (source !== '') yield [index + 1, source];
  }
}

function* filledCells(
  rows: readonly { record: CsvRow; info: { lines: number } }[],
): Generator<[number, CsvRow]> {
  for (const { record, info } of rows)
    yield [info.lines, Object.fromEntries(Object.entries(record).filter(([, value]) => value !== ''))];
}

function checkedHeader(header: string[], { known, required }: CsvColumns): string[] {
  const unknown = header.filter((name) => !known.includes(name));
  const missing = required.filter((name) => !header.includes(name));
  if (unknown.length > 0)
    throw new Error(`unknown column ${unknown.join(', ')}: there are ${known.join(', ')}`);
  if (missing.length > 0) throw new Error(`column ${missing.join(', ')} is missing`);
  return header;
}

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
