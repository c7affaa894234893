import { parse } from 'csv-parse/sync';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Keyword } from './keyword.js';
import { KEYWORD_MEMBERS, type KeywordImport, keywordProblem, LINES_PER_TURN } from './keyword-import.js';

interface Row {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/**
 * Reads keywords from a CSV: a header with the names of the columns in any order (`text`, and where there are any
 * `kind`, `category`, `severity`), then a keyword a row; lines are counted with the header. An empty cell is left out.
 *
 * @example
 * await parseKeywordCsv('text,kind\ncasino,\n"casino royale",allow\n');
 * // { entries: '{"text":"casino"}\n{"text":"casino royale","kind":"allow"}', count: 2, errors: [] }
 */
export async function parseKeywordCsv(content: string): Promise<KeywordImport> {
  const entries: string[] = [];
  const errors: { line: number; detail: string }[] = [];
  let rows: Row[];
  if (content.replace(/^\ufeff/, '').trim() === '')
    return { entries: '', count: 0, errors: [{ line: 1, detail: 'column text is missing' }] };
  try {
    rows = parse(content, {
      bom: true,
      columns: checkedHeader,
      info: true,
      trim: true,
      skip_empty_lines: true,
    }) as unknown as Row[];
  } catch (error) {
    const { lines = 1, message } = error as Error & { lines?: number };
    return { entries: '', count: 0, errors: [{ line: lines, detail: message }] };
  }
  for (const [index, { record, info }] of rows.entries()) {
    if (index % LINES_PER_TURN === LINES_PER_TURN - 1) await nextTurn();
    const entry = entryOf(record);
    const detail = keywordProblem(entry);
    if (detail) errors.push({ line: info.lines, detail });
    else entries.push(JSON.stringify(entry));
  }
  return { entries: entries.join('\n'), count: entries.length, errors };
}

function checkedHeader(header: string[]): string[] {
  const unknown = header.filter((name) => !KEYWORD_MEMBERS.includes(name));
  if (unknown.length > 0)
    throw new Error(`unknown column ${unknown.join(', ')}: there are ${KEYWORD_MEMBERS.join(', ')}`);
  if (!header.includes('text')) throw new Error('column text is missing');
  return header;
}

function entryOf({ text = '', kind, category, severity }: Row['record']): Keyword {
  return {
    text,
    ...(kind ? { kind: kind as Keyword['kind'] } : {}),
    ...(category ? { category } : {}),
    ...(severity ? { severity: Number(severity) } : {}),
  };
}
