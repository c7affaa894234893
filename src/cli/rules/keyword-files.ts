import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KeywordLists } from '../../keywords/keyword-lists.js';
import { parseKeywordCsv, parseKeywords } from '../../keywords/keyword-import.js';
import { CommandFault } from '../command-fault.js';
import { isCsv } from './keyword-format.js';
import { FaultyFiles } from './place.js';
import type { RuleFiles } from './rule-files.js';

/** A keyword list as files know it. */
export interface LocalList {
  readonly files: readonly string[];
  readonly pinyin: boolean;
}

/**
 * The lists that rule files and the command line name. In a rule file, by the list's name: a file, several, or
 * `{ files, pinyin }`; nothing: a list of which only the server knows the words.
 *
 * @param given of the command line, a list and a file each; they replace what rule files say of these lists
 * @throws FaultyFiles where a rule file says it otherwise
 */
export function localLists(
  { parts }: RuleFiles,
  given: readonly (readonly [string, string])[] = [],
): Map<string, LocalList> {
  const lists = new Map<string, LocalList>();
  for (const { file, content } of parts) {
    const declared = content['keywords'] ?? {};
    if (typeof declared !== 'object' || Array.isArray(declared))
      throw new FaultyFiles([
        { place: file.placeOf('/keywords'), detail: 'keywords names files by list: { gambling: words.txt }' },
      ]);
    for (const [name, value] of Object.entries(declared)) {
      const list = listOf(value, dirname(file.path));
      if (!list)
        throw new FaultyFiles([
          {
            place: file.placeOf(`/keywords/${name}`),
            detail: 'a list is a file, a list of files, or { files: [], pinyin: true }',
          },
        ]);
      lists.set(name, list);
    }
  }
  for (const name of new Set(given.map(([list]) => list))) {
    const files = given.filter(([list]) => list === name).map(([, path]) => path);
    lists.set(name, { files, pinyin: lists.get(name)?.pinyin ?? false });
  }
  return lists;
}

/** Reads lists as the server's import would. @throws FaultyFiles with each line that is wrong */
export async function keywordsIn(lists: ReadonlyMap<string, LocalList>): Promise<KeywordLists> {
  const sources = [];
  for (const [name, { files, pinyin }] of lists) {
    const entries = await Promise.all(files.map(entriesIn));
    sources.push({ name, revision: 1, options: { pinyin }, entries: entries.join('\n') });
  }
  return KeywordLists.build(sources);
}

async function entriesIn(path: string): Promise<string> {
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (error) {
    throw new CommandFault(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  const { entries, errors } = await (isCsv(path) ? parseKeywordCsv(content) : parseKeywords(content));
  if (errors.length > 0)
    throw new FaultyFiles(
      errors.map(({ line, detail }) => ({ place: { file: path, line, column: 1 }, detail })),
    );
  return entries;
}

function listOf(value: unknown, folder: string): LocalList | undefined {
  if (value === null) return { files: [], pinyin: false };
  if (typeof value === 'string') return { files: [join(folder, value)], pinyin: false };
  if (Array.isArray(value)) {
    if (!value.every((path) => typeof path === 'string')) return undefined;
    return { files: value.map((path) => join(folder, path)), pinyin: false };
  }
  if (typeof value !== 'object') return undefined;
  const { files = [], pinyin = false, ...others } = value as Record<string, unknown>;
  if (Object.keys(others).length > 0 || typeof pinyin !== 'boolean') return undefined;
  const found = listOf(files, folder);
  return found && { files: found.files, pinyin };
}
