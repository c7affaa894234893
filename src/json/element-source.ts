import { itemSpans, type Span } from './json-spans.js';
import type { MessageElement } from '../pipeline/callback-event.js';

/**
 * The text that each element was parsed from. It is kept here and not in the element, because the element has to keep
 * the vendor's own shape. Module state is safe: an entry belongs to one element and is collected with it.
 */
const sources = new WeakMap<MessageElement, string>();

/** The depth to which an element is frozen. No known type is nested deeper. */
const FREEZE_DEPTH = 4;

/**
 * Remembers the text that each element was parsed from, and freezes the element. An unchanged element is later
 * delivered exactly as it arrived.
 *
 * @param text the request's body
 * @param span the position of the array of elements in it
 */
export function rememberSources(elements: readonly MessageElement[], text: string, span: Span): void {
  const spans = itemSpans(text, span) ?? [];
  elements.forEach((element, index) => {
    const at = spans[index];
    if (at) rememberSource(element, text.slice(at[0], at[1]));
  });
}

/** Remembers the text of one element, and freezes the element. */
export function rememberSource(element: MessageElement, source: string): void {
  freeze(element, FREEZE_DEPTH);
  sources.set(element, source);
}

/** The text that an element was parsed from; `undefined` if the element was made by code. */
export function sourceOf(element: MessageElement): string | undefined {
  return sources.get(element);
}

/**
 * Writes elements as a JSON array. Elements that arrived are copied from their source text. A copy with the same
 * content counts as the original. All other elements are serialized.
 *
 * @param originals the elements as they arrived
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
      // Too deep for JSON.stringify, though JSON.parse could read it. No copy of it exists either.
    }
  }
  return byContent;
}

function freeze(value: unknown, depth: number): void {
  if (depth === 0 || typeof value !== 'object' || value === null) return;
  Object.freeze(value);
  for (const key in value) freeze((value as Record<string, unknown>)[key], depth - 1);
}
