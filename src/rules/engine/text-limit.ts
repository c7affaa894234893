/** Longer than any message of Tencent (12 KB). A longer text of OpenIM is evaluated up to here. */
const MOST_TEXT = 32 * 1024;

/** The part of a text that rules evaluate. It limits the time that one text can take. */
export function clampText(text: string): string {
  return text.length > MOST_TEXT ? text.slice(0, MOST_TEXT) : text;
}
