import { importCsv, importLines, type LineImport, type LineResult } from '../admin/import/line-import.js';
import { explain, isValid } from '../json/dto-check.js';
import { memberKey } from '../replica/member-key.js';
import { MemberImportDto } from './member.dto.js';
import type { LevelEntry } from './member-level.store.js';

const MAX_ERRORS = 100;
const COLUMNS = {
  known: ['app', 'userId', 'level', 'title', 'conversationId'],
  required: ['app', 'userId', 'level'],
};

/**
 * Reads members from NDJSON (an object a line) or CSV (a header with the columns, in any order). The first character
 * tells the format: NDJSON begins with `{`. At most 100 faults are returned.
 *
 * @example
 * (await parseMembers('app,userId,level\n1400000001,jared,LV1\n')).entries[0]!.level; // 'LV1'
 */
export function parseMembers(text: string): Promise<LineImport<LevelEntry>> {
  const firstLines = new Map<string, number>();
  const read = (value: unknown, line: number): LineResult<LevelEntry> => {
    const detail = faultOf(value) ?? repetition(firstLines, line, value as MemberImportDto);
    return detail ? { detail } : { entry: entryOf(value as MemberImportDto) };
  };
  if (!/^\ufeff?\s*\{/.test(text)) return importCsv(text, COLUMNS, read, MAX_ERRORS);
  const readJson = (source: string, line: number): LineResult<LevelEntry> => {
    let value: unknown;
    try {
      value = JSON.parse(source);
    } catch {
      return { detail: 'is not JSON' };
    }
    return read(withTextApp(value), line);
  };
  return importLines(text, readJson, MAX_ERRORS);
}

/** Callers often write an app as a number; the text of it means the same. */
function withTextApp(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { app } = value as { app?: unknown };
  return typeof app === 'number' && Number.isSafeInteger(app) ? { ...value, app: String(app) } : value;
}

function faultOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'is not an object';
  const unknown = Object.keys(value).filter((name) => !COLUMNS.known.includes(name));
  if (unknown.length > 0)
    return `unknown member ${unknown.join(', ')}: there are ${COLUMNS.known.join(', ')}`;
  return isValid(MemberImportDto, value) ? undefined : explain(MemberImportDto, value);
}

function repetition(
  firstLines: Map<string, number>,
  line: number,
  { app, userId, conversationId }: MemberImportDto,
): string | undefined {
  const key = `${memberKey(app, userId)}\n${conversationId ?? ''}`;
  const first = firstLines.get(key);
  if (first !== undefined) return `repeats the member of line ${first}`;
  firstLines.set(key, line);
  return undefined;
}

function entryOf({ app, userId, level, title, conversationId }: MemberImportDto): LevelEntry {
  return { appId: app, userId, level, title: title ?? null, conversationId: conversationId ?? '' };
}
