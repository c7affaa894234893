import { listOf, objectOf } from '../json/readable-text.js';

/** All values at a path through objects and lists: `MsgSeqList.MsgSeq` gives each number. */
export function allAt(body: unknown, path: string): unknown[] {
  let found: unknown[] = [body];
  for (const name of path.split('.')) {
    found = found.flatMap((value) => (Array.isArray(value) ? listOf(value) : [value]));
    found = found.map((value) => objectOf(value)[name]).filter((value) => value !== undefined);
  }
  return found.flat();
}

/** The id at the first path that leads to one. A list with several items has no id. */
export function idAt(body: unknown, paths: readonly string[] = []): string | null {
  for (const path of paths) {
    const id = nameOf(path.split('.').reduce<unknown>((value, name) => objectOf(only(value))[name], body));
    if (id) return id;
  }
  return null;
}

function only(value: unknown): unknown {
  return Array.isArray(value) ? (value.length === 1 ? value[0] : undefined) : value;
}

/** A name as text; the vendors write names as strings or numbers. */
export function nameOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}
