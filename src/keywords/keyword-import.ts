import {
  type CsvRow,
  importCsv,
  importLines,
  type LineError,
  type LineImport,
  type LineResult,
} from '../admin/import/line-import.js';
import type { Keyword } from './keyword.js';
import { normalizePlain } from './normalize.js';

const MAX_LENGTH = 200;
const COLUMNS = { known: ['text', 'kind', 'category', 'severity'], required: ['text'] };

/** The entries of a keyword list, and what is wrong with its other lines. */
export interface KeywordImport {
  /** One JSON text a line. */
  readonly entries: string;
  readonly count: number;
  readonly errors: readonly LineError[];
}

/**
 * Reads one keyword a line: a JSON object, or its bare text.
 *
 * @example
 * await parseKeywords('casino\n{"text":"casino royale","kind":"allow"}\n');
 * // { entries: '{"text":"casino"}\n{"text":"casino royale","kind":"allow"}', count: 2, errors: [] }
 */
export async function parseKeywords(content: string): Promise<KeywordImport> {
  return keywordsOf(await importLines(content, readLine));
}

/**
 * Reads keywords from a CSV. Its header names the columns, in any order: `text`, and optionally `kind`, `category` and
 * `severity`.
 *
 * @example
 * await parseKeywordCsv('text,kind\ncasino,\n"casino royale",allow\n');
 * // { entries: '{"text":"casino"}\n{"text":"casino royale","kind":"allow"}', count: 2, errors: [] }
 */
export async function parseKeywordCsv(content: string): Promise<KeywordImport> {
  if (content.trim() === '')
    return { entries: '', count: 0, errors: [{ line: 1, detail: 'column text is missing' }] };
  return keywordsOf(await importCsv(content, COLUMNS, readRow));
}

function keywordsOf({ entries, errors }: LineImport<string>): KeywordImport {
  return { entries: entries.join('\n'), count: entries.length, errors };
}

function readLine(line: string): LineResult<string> {
  if (!line.startsWith('{')) return checked({ text: line });
  try {
    return checked(JSON.parse(line) as Keyword);
  } catch (error) {
    return { detail: `is no JSON: ${(error as Error).message}` };
  }
}

function readRow({ text = '', kind, category, severity }: CsvRow): LineResult<string> {
  return checked({
    text,
    ...(kind ? { kind: kind as Keyword['kind'] } : {}),
    ...(category ? { category } : {}),
    ...(severity ? { severity: Number(severity) } : {}),
  });
}

function checked(entry: Keyword): LineResult<string> {
  const detail = keywordFault(entry);
  return detail ? { detail } : { entry: JSON.stringify(entry) };
}

function keywordFault(entry: Keyword): string | undefined {
  const unknown = Object.keys(entry).filter((name) => !COLUMNS.known.includes(name));
  if (unknown.length > 0)
    return `unknown member ${unknown.join(', ')}: there are ${COLUMNS.known.join(', ')}`;
  const { text, kind, category, severity } = entry;
  if (typeof text !== 'string' || text.length > MAX_LENGTH)
    return `text must be a text of up to ${MAX_LENGTH} characters`;
  if (normalizePlain(text).length === 0) return 'text must have letters, digits or ideographs in it';
  if (kind !== undefined && kind !== 'forbid' && kind !== 'allow') return 'kind must be forbid or allow';
  if (category !== undefined && typeof category !== 'string') return 'category must be a text';
  if (severity !== undefined && !(Number.isInteger(severity) && severity >= 1 && severity <= 5))
    return 'severity must be a whole number from 1 to 5';
  return undefined;
}
