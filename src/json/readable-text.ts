/** Deeper than any vendor nests forwarded messages; past it text is not looked for. */
const MAX_DEPTH = 64;

/**
 * Collects the text that a person would read, a line a piece. Takes whatever it is given: what is not a string
 * where one is expected is passed over.
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

  /** Adds a field whose meaning only the company knows: of JSON every string in it, else the text itself. */
  addOpaque(data: unknown): void {
    if (typeof data !== 'string' || data === '') return;
    const value = parsed(data);
    if (typeof value === 'object' && value !== null) this.addStringsIn(value);
    else this.add(data);
  }

  /** Adds every string in a value, of whatever shape. */
  addStringsIn(value: unknown): void {
    if (typeof value === 'string') this.add(value);
    else if (typeof value === 'object' && value !== null) {
      this.nest(() => Object.values(value).forEach((inner) => this.addStringsIn(inner)));
    }
  }

  /** Goes one message deeper, into a forwarded or quoted one, if that is not too deep already. */
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

/** The items of an array, none of anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** An object, an empty one for anything else. */
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
