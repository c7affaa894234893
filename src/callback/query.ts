/**
 * Reads a query as the vendors write it: valueless keys (`&ClientIP&OptPlatform`), names in any case
 * (`contenttype`, `SdkAppId`), broken percent signs. Names come out in lower case; of a repeated name the first
 * counts.
 *
 * @example
 * parseQuery('SdkAppid=14&ClientIP').get('sdkappid'); // '14'
 */
export function parseQuery(query: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  if (query === '') return values;
  for (const pair of query.split('&')) {
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals)).toLowerCase();
    if (name !== '' && !values.has(name)) values.set(name, equals < 0 ? '' : decode(pair.slice(equals + 1)));
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
