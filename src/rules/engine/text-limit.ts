/** Longer than any message of Tencent (12 KB); what stands behind it in a file of OpenIM is not looked at. */
const MOST_TEXT = 32 * 1024;

/** The part of a text that rules look at: the time that a text takes has an end. */
export function clampText(text: string): string {
  return text.length > MOST_TEXT ? text.slice(0, MOST_TEXT) : text;
}
