/**
 * Parses a query as the vendors write it: names without a value (`&ClientIP&OptPlatform`), names in any case
 * (`contenttype`, `SdkAppId`), invalid percent-encoding.
 *
 * @returns values by lower-case name; if a name is repeated, its first value
 * @example
 * parseQuery('SdkAppid=14&ClientIP').get('sdkappid'); // '14'
 */
export function parseQuery(query: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  if (query === '') return values;
  const isPlain = !query.includes('%') && !query.includes('+');
  for (let start = 0, end; start < query.length; start = end + 1) {
    end = query.indexOf('&', start);
    if (end < 0) end = query.length;
    const equals = query.indexOf('=', start);
    const nameEnd = equals < 0 || equals > end ? end : equals;
    const rawName = query.slice(start, nameEnd);
    const name = (isPlain ? rawName : decode(rawName)).toLowerCase();
    if (name === '' || values.has(name)) continue;
    const value = query.slice(Math.min(nameEnd + 1, end), end);
    values.set(name, isPlain ? value : decode(value));
  }
  return values;
}

function decode(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
