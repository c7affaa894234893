/** Text below this depth is ignored. No vendor nests forwarded messages so deep. */
const MAX_DEPTH = 64;

/**
 * Collects the text that a person would read, one line for each piece. It accepts any value: where it expects a string,
 * it skips everything else.
 *
 * @example
 * const text = new ReadableText();
 * text.add('Hello');
 * text.addOpaque('{"title":"Sale"}');
 * text.toString(); // 'Hello\nSale'
 */
export class ReadableText {
  readonly #lines: string[] = [];
  #depth = 0;

  add(text: unknown): void {
    if (typeof text === 'string' && text !== '') this.#lines.push(text);
  }

  addAll(texts: unknown): void {
    for (const text of listOf(texts)) this.add(text);
  }

  /** Adds a field whose meaning only the company knows: every string in it if it is JSON, else the text itself. */
  addOpaque(data: unknown): void {
    if (typeof data !== 'string' || data === '') return;
    const value = parsed(data);
    if (typeof value === 'object' && value !== null) this.addStringsIn(value);
    else this.add(data);
  }

  /** Adds every string in a value of any shape. */
  addStringsIn(value: unknown): void {
    if (typeof value === 'string') this.add(value);
    else if (typeof value === 'object' && value !== null) {
      this.nest(() => Object.values(value).forEach((inner) => this.addStringsIn(inner)));
    }
  }

  /** Reads a forwarded or quoted message, one level deeper; does nothing below the maximum depth. */
  nest(read: () => void): void {
    if (this.#depth >= MAX_DEPTH) return;
    this.#depth++;
    read();
    this.#depth--;
  }

  toString(): string {
    return this.#lines.length === 1 ? this.#lines[0]! : this.#lines.join('\n');
  }
}

/** The items of an array; no items if the value is not an array. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value if it is an object, else an empty object. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function parsed(text: string): unknown {
  const first = text.trimStart()[0];
  if (first !== '{' && first !== '[' && first !== '"') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
