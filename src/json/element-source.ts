import { itemSpans, type Span } from './json-spans.js';
import type { MessageElement } from '../pipeline/callback-event.js';

const sources = new WeakMap<MessageElement, string>();

/** How deep an element is frozen: as deep as any known type goes. */
const FREEZE_DEPTH = 4;

/**
 * Remembers of each element the text that it was parsed from, and freezes it: an element that nobody changed
 * can so leave exactly as it came.
 *
 * @param text the request's body
 * @param span where the array of the elements stands in it
 */
export function rememberSources(elements: readonly MessageElement[], text: string, span: Span): void {
  const spans = itemSpans(text, span) ?? [];
  elements.forEach((element, index) => {
    const at = spans[index];
    if (at) rememberSource(element, text.slice(at[0], at[1]));
  });
}

export function rememberSource(element: MessageElement, source: string): void {
  freeze(element, FREEZE_DEPTH);
  sources.set(element, source);
}

/** The text that an element was parsed from; `undefined` of one that somebody made. */
export function sourceOf(element: MessageElement): string | undefined {
  return sources.get(element);
}

/**
 * Writes elements as a JSON array: those that came are copied from their source, a copy with the same content
 * counts as the original, others are written anew.
 *
 * @param originals the elements as they came
 */
export function writeElements(
  elements: readonly MessageElement[],
  originals: readonly MessageElement[],
): string {
  let bySameContent: Map<string, string> | undefined;
  const written = elements.map((element) => {
    const source = sources.get(element);
    if (source !== undefined) return source;
    const json = JSON.stringify(element);
    bySameContent ??= sourcesByContent(originals);
    return bySameContent.get(json) ?? json;
  });
  return `[${written.join(',')}]`;
}

function sourcesByContent(originals: readonly MessageElement[]): Map<string, string> {
  const byContent = new Map<string, string>();
  for (const original of originals) {
    const source = sources.get(original);
    try {
      if (source !== undefined) byContent.set(JSON.stringify(original), source);
    } catch {
      // Nested so deep that it can be read but not written: nobody has copied it either.
    }
  }
  return byContent;
}

function freeze(value: unknown, depth: number): void {
  if (depth === 0 || typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  for (const key in value) freeze((value as Record<string, unknown>)[key], depth - 1);
}
