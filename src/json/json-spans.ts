/** The position of a value in its JSON text: from `start` up to, not including, `end`. */
export type Span = readonly [start: number, end: number];

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/**
 * Finds the values of a JSON object's own members in its text, in one pass and without a parsed tree. An unchanged
 * value can then be copied exactly, with every digit of a large number. A callback can be routed by one member before
 * its body is parsed.
 *
 * The text need not be valid JSON, and an invalid value may be reported like a valid one. If a key is repeated, the
 * last value counts, as in `JSON.parse`.
 *
 * @returns positions by key; `undefined` if the text is not an object
 * @example
 * const json = '{"Random": 12345678901234567890}';
 * const [start, end] = memberSpans(json)!.get('Random')!;
 * json.slice(start, end); // '12345678901234567890'
 */
export function memberSpans(json: string): Map<string, Span> | undefined {
  let at = skipSpace(json, 0);
  if (json.charCodeAt(at) !== OPEN_BRACE) return undefined;
  const members = new Map<string, Span>();
  at = skipSpace(json, at + 1);
  if (json.charCodeAt(at) === CLOSE_BRACE) return members;
  for (;;) {
    if (json.charCodeAt(at) !== QUOTE) return undefined;
    const keyEnd = skipString(json, at);
    if (keyEnd < 0) return undefined;
    const key = unescapedKey(json.slice(at + 1, keyEnd - 1));
    at = skipSpace(json, keyEnd);
    if (json.charCodeAt(at) !== COLON) return undefined;
    const start = skipSpace(json, at + 1);
    const end = skipValue(json, start);
    if (end < 0) return undefined;
    members.set(key, [start, end]);
    at = skipSpace(json, end);
    const next = json.charCodeAt(at);
    if (next === CLOSE_BRACE) return members;
    if (next !== COMMA) return undefined;
    at = skipSpace(json, at + 1);
  }
}

/**
 * Finds the items of a JSON array in its text.
 *
 * @returns their positions; `undefined` if the text at `span` is not an array
 * @example
 * itemSpans('[1, {"a":2}]').map(([start, end]) => '[1, {"a":2}]'.slice(start, end)); // ['1', '{"a":2}']
 */
export function itemSpans(json: string, span: Span = [0, json.length]): Span[] | undefined {
  let at = skipSpace(json, span[0]);
  if (json.charCodeAt(at) !== OPEN_BRACKET) return undefined;
  const items: Span[] = [];
  at = skipSpace(json, at + 1);
  if (json.charCodeAt(at) === CLOSE_BRACKET) return items;
  for (;;) {
    const end = skipValue(json, at);
    if (end < 0) return undefined;
    items.push([at, end]);
    at = skipSpace(json, end);
    const next = json.charCodeAt(at);
    if (next === CLOSE_BRACKET) return items;
    if (next !== COMMA) return undefined;
    at = skipSpace(json, at + 1);
  }
}

function skipSpace(json: string, at: number): number {
  for (;;) {
    const char = json.charCodeAt(at);
    if (char !== 32 && char !== 10 && char !== 13 && char !== 9) return at;
    at++;
  }
}

function skipString(json: string, at: number): number {
  let quote = at;
  for (;;) {
    quote = json.indexOf('"', quote + 1);
    if (quote < 0) return -1;
    let backslashes = 0;
    while (json.charCodeAt(quote - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
  }
}

function skipValue(json: string, at: number): number {
  const first = json.charCodeAt(at);
  if (first === QUOTE) return skipString(json, at);
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return skipNested(json, at);
  let end = at;
  while (end < json.length && !endsScalar(json.charCodeAt(end))) end++;
  return end > at ? end : -1;
}

function skipNested(json: string, at: number): number {
  let depth = 0;
  while (at < json.length) {
    const char = json.charCodeAt(at);
    if (char === QUOTE) {
      at = skipString(json, at);
      if (at < 0) return -1;
      continue;
    }
    if (char === OPEN_BRACE || char === OPEN_BRACKET) depth++;
    else if ((char === CLOSE_BRACE || char === CLOSE_BRACKET) && --depth === 0) return at + 1;
    at++;
  }
  return -1;
}

function endsScalar(char: number): boolean {
  return char === COMMA || char === CLOSE_BRACE || char === CLOSE_BRACKET || char <= 32;
}

function unescapedKey(key: string): string {
  if (!key.includes('\\')) return key;
  try {
    return JSON.parse(`"${key}"`) as string;
  } catch {
    return key;
  }
}
