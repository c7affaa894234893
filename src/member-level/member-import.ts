import { parse, type CsvErrorCode } from 'csv-parse/sync';
import { isValid, explain } from '../json/dto-check.js';
import { MemberImportDto } from './member.dto.js';
import { memberKey } from '../replica/member-key.js';
import type { LevelEntry } from './member-level.store.js';

/** What is wrong with a line; lines are counted from 1, the header of a CSV included. */
export interface LineError {
  readonly line: number;
  readonly message: string;
}

export interface ParsedImport {
  readonly entries: readonly LevelEntry[];
  /** The first hundred. */
  readonly errors: readonly LineError[];
}

interface Line {
  readonly line: number;
  readonly value: unknown;
}

const ERROR_LIMIT = 100;
const COLUMNS = ['app', 'userId', 'level', 'title', 'conversationId'];

/**
 * Reads members from NDJSON (an object a line) or CSV (a header with the names of the columns, in any order).
 * Which of the two it is, the first character says: NDJSON begins with `{`.
 *
 * @example
 * parseImport('app,userId,level\n1400000001,jared,LV1\n').entries[0]!.level; // 'LV1'
 */
export function parseImport(text: string): ParsedImport {
  const content = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const errors: LineError[] = [];
  const lines = content.trimStart().startsWith('{')
    ? ndjsonLines(content, errors)
    : csvLines(content, errors);
  const entries: LevelEntry[] = [];
  const lineOf = new Map<string, number>();
  for (const { line, value } of lines) {
    if (errors.length >= ERROR_LIMIT) break;
    const message = faultOf(value) ?? repeats(lineOf, line, value as MemberImportDto);
    if (message) errors.push({ line, message });
    else entries.push(entryOf(value as MemberImportDto));
  }
  return { entries, errors };
}

function* ndjsonLines(text: string, errors: LineError[]): Generator<Line> {
  let line = 0;
  for (const source of text.split('\n')) {
    line++;
    if (errors.length >= ERROR_LIMIT) return;
    if (source.trim() === '') continue;
    try {
      yield { line, value: withTextLevel(JSON.parse(source)) };
    } catch {
      errors.push({ line, message: 'is not JSON' });
    }
  }
}

function* csvLines(text: string, errors: LineError[]): Generator<Line> {
  let records: { record: Record<string, string>; info: { lines: number } }[];
  try {
    records = parse(text, {
      columns: (header: string[]) => columnsOf(header),
      info: true,
      trim: true,
      skip_empty_lines: true,
    }) as unknown as typeof records;
  } catch (error) {
    const { lines = 1, message } = error as Error & { lines?: number; code?: CsvErrorCode };
    errors.push({ line: lines, message });
    return;
  }
  for (const { record, info } of records) {
    const given = Object.entries(record).filter(([, value]) => value !== '');
    yield { line: info.lines, value: Object.fromEntries(given) };
  }
}

function columnsOf(header: string[]): string[] {
  const unknown = header.filter((name) => !COLUMNS.includes(name));
  const missing = ['app', 'userId', 'level'].filter((name) => !header.includes(name));
  if (unknown.length > 0)
    throw new Error(`unknown column ${unknown.join(', ')}: there are ${COLUMNS.join(', ')}`);
  if (missing.length > 0) throw new Error(`column ${missing.join(', ')} is missing`);
  return header;
}

/** Apps are often written as numbers; what they mean is the same. */
function withTextLevel(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { app } = value as { app?: unknown };
  return typeof app === 'number' && Number.isSafeInteger(app) ? { ...value, app: String(app) } : value;
}

function faultOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'is not an object';
  const unknown = Object.keys(value).filter((name) => !COLUMNS.includes(name));
  if (unknown.length > 0) return `unknown member ${unknown.join(', ')}: there are ${COLUMNS.join(', ')}`;
  return isValid(MemberImportDto, value) ? undefined : explain(MemberImportDto, value);
}

function repeats(lineOf: Map<string, number>, line: number, member: MemberImportDto): string | undefined {
  const key = `${memberKey(member.app, member.userId)}\n${member.conversationId ?? ''}`;
  const first = lineOf.get(key);
  if (first !== undefined) return `repeats the member of line ${first}`;
  lineOf.set(key, line);
  return undefined;
}

function entryOf({ app, userId, level, title, conversationId }: MemberImportDto): LevelEntry {
  return { appId: app, userId, level, title: title ?? null, conversationId: conversationId ?? '' };
}
