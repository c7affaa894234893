/** The place where a text stops being JSON. The offset counts from 0, line and column from 1. */
export interface JsonFault {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

const SPACE = /[ \t\n\r]*/y;
/** The correct part of a string: its closing quote may be missing. */
// oxlint-disable-next-line no-control-regex
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/**
 * Finds the first character that makes a text invalid JSON, or the end of a text that is incomplete. Returns undefined for
 * valid JSON. The message of `JSON.parse` differs between versions of Node, and does not always give the place.
 *
 * @example
 * jsonFault('{\n  "a" 1}'); // { offset: 8, line: 2, column: 7 }
 */
export function jsonFault(text: string): JsonFault | undefined {
  const open: string[] = [];
  let at = 0;
  let next: 'value' | 'value or end' | 'name' | 'name or end' | 'comma or end' = 'value';

  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const isThere = pattern.test(text);
    if (isThere) at = pattern.lastIndex;
    return isThere;
  };
  const takeMark = (mark: string): boolean => {
    take(SPACE);
    if (text[at] !== mark) return false;
    at++;
    return true;
  };
  const takeString = (): boolean => take(STRING) && text[at] === '"' && takeMark('"');

  for (;;) {
    take(SPACE);
    const end = open.at(-1) === '{' ? '}' : ']';
    if (open.length === 0 && next === 'comma or end') {
      return at === text.length ? undefined : placeOf(text, at);
    }
    if (next.endsWith('or end') && takeMark(end)) {
      open.pop();
      next = 'comma or end';
    } else if (next === 'comma or end') {
      if (!takeMark(',')) return placeOf(text, at);
      next = end === '}' ? 'name' : 'value';
    } else if (next.startsWith('name')) {
      if (!takeString() || !takeMark(':')) return placeOf(text, at);
      next = 'value';
    } else if (text[at] === '{' || text[at] === '[') {
      next = text[at] === '{' ? 'name or end' : 'value or end';
      open.push(text[at++]!);
    } else if (takeString() || take(SCALAR)) {
      next = 'comma or end';
    } else return placeOf(text, at);
  }
}

function placeOf(text: string, offset: number): JsonFault {
  const lines = text.slice(0, offset).split('\n');
  return { offset, line: lines.length, column: lines.at(-1)!.length + 1 };
}
