/**
 * PostgreSQL's text holds neither U+0000 nor half of a surrogate pair, and both arrive. Such a text is stored
 * as this mark and the text in JSON's escapes; a text that begins with the mark itself is stored so too, which
 * makes the way back exact. All other texts stay as they are, readable in any SQL client.
 */
const MARK = '\u0001';

/**
 * A text as a column holds it.
 *
 * @example
 * encodeText('a\u0000b'); // '\u0001a\\u0000b'
 */
export function encodeText(text: string): string;
export function encodeText(text: string | null): string | null;
export function encodeText(text: string | null): string | null {
  if (text === null || isStorable(text)) return text;
  return MARK + escaped(text);
}

/** The text that {@link encodeText} stored. */
export function decodeText(column: string): string;
export function decodeText(column: string | null): string | null;
export function decodeText(column: string | null): string | null {
  if (column === null || !column.startsWith(MARK)) return column;
  return JSON.parse(`"${column.slice(1)}"`) as string;
}

/** A text as it stands inside of one that is stored in escapes. */
export function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** The pattern that finds the texts stored in escapes, for SQL's LIKE. */
export const ESCAPED_PATTERN = `${MARK}%`;

function isStorable(text: string): boolean {
  return !text.includes('\u0000') && !text.startsWith(MARK) && text.isWellFormed();
}
