import { itemSpans, memberSpans } from '../json/json-spans.js';
import { objectOf } from '../json/readable-text.js';

/**
 * Adapts the marks of a text to a change of the text. Marks are in `messageEntityList`: links and mentions, each with an
 * offset and a length. A mark inside a part that changed its length is left out. Clients count in UTF-16 units or in
 * characters, and do not say which: a mark is kept only if it is right in both.
 *
 * @param list the JSON text of the list; any other text is returned unchanged
 */
export function movedEntities(list: string, before: string, after: string): string {
  const items = itemSpans(list);
  if (!items) return list;
  const delta = after.length - before.length;
  const deltaInCharacters = lengthOf(after) - lengthOf(before);
  if (delta === 0 && deltaInCharacters === 0) return list;
  const same = alike(before, after);
  const unchangedUntil = lengthOf(before.slice(0, same.atStart));
  const unchangedFrom = delta === deltaInCharacters ? before.length - same.atEnd : Infinity;
  const kept = items.flatMap(([start, end]) => {
    const source = list.slice(start, end);
    const { offset, length } = objectOf(JSON.parse(source));
    if (typeof offset !== 'number' || typeof length !== 'number') return [];
    if (offset + length <= unchangedUntil) return [source];
    return offset >= unchangedFrom ? [withOffset(source, offset + delta)] : [];
  });
  return `[${kept.join(',')}]`;
}

function withOffset(source: string, offset: number): string {
  const [start, end] = memberSpans(source)!.get('offset')!;
  return source.slice(0, start) + String(offset) + source.slice(end);
}

/** The length in characters, as Go and Swift count them. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

/** The number of UTF-16 units that two texts share at their start, and after that at their end. */
function alike(a: string, b: string): { readonly atStart: number; readonly atEnd: number } {
  const most = Math.min(a.length, b.length);
  let atStart = 0;
  while (atStart < most && a[atStart] === b[atStart]) atStart++;
  let atEnd = 0;
  while (atEnd < most - atStart && a[a.length - 1 - atEnd] === b[b.length - 1 - atEnd]) atEnd++;
  return { atStart, atEnd };
}
