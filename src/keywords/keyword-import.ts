import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Keyword } from './keyword.js';
import { normalizePlain } from './normalize.js';

/** Lines that are looked at before others get a turn of the event loop. */
export const LINES_PER_TURN = 1_000;
const LONGEST = 200;
export const KEYWORD_MEMBERS = ['text', 'kind', 'category', 'severity'];

/** What an import brings: all entries, or what is wrong. */
export interface KeywordImport {
  /** A JSON text each, a line each. */
  readonly entries: string;
  readonly count: number;
  /** By line, from 1. */
  readonly errors: readonly { readonly line: number; readonly detail: string }[];
}

/** Reads keywords: a line each, `{"text":"…","kind":"allow","category":"…","severity":3}` or the bare text. */
export async function parseKeywords(content: string): Promise<KeywordImport> {
  const entries: string[] = [];
  const errors: { line: number; detail: string }[] = [];
  for (const [index, line] of content
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    if (index % LINES_PER_TURN === LINES_PER_TURN - 1) await nextTurn();
    const trimmed = line.trim();
    if (trimmed === '') continue;
    const entry = entryOf(trimmed);
    if (typeof entry === 'string') errors.push({ line: index + 1, detail: entry });
    else entries.push(JSON.stringify(entry));
  }
  return { entries: entries.join('\n'), count: entries.length, errors };
}

/** @returns what is wrong, or the entry */
function entryOf(line: string): Keyword | string {
  if (!line.startsWith('{')) return keywordProblem({ text: line }) ?? { text: line };
  let entry: Keyword;
  try {
    entry = JSON.parse(line) as Keyword;
  } catch (error) {
    return `is no JSON: ${(error as Error).message}`;
  }
  return keywordProblem(entry) ?? entry;
}

/** What is wrong with an entry. */
export function keywordProblem(entry: Keyword): string | undefined {
  const unknown = Object.keys(entry).filter((name) => !KEYWORD_MEMBERS.includes(name));
  if (unknown.length > 0)
    return `unknown member ${unknown.join(', ')}: there are ${KEYWORD_MEMBERS.join(', ')}`;
  const { text, kind, category, severity } = entry;
  if (typeof text !== 'string' || text.length > LONGEST)
    return `text must be a text of up to ${LONGEST} characters`;
  if (normalizePlain(text).length === 0) return 'text must have letters, digits or ideographs in it';
  if (kind !== undefined && kind !== 'forbid' && kind !== 'allow') return 'kind must be forbid or allow';
  if (category !== undefined && typeof category !== 'string') return 'category must be a text';
  if (severity !== undefined && !(Number.isInteger(severity) && severity >= 1 && severity <= 5))
    return 'severity must be a whole number from 1 to 5';
  return undefined;
}
