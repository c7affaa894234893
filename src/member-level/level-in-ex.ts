import { memberSpans } from '../json/json-spans.js';
import { LEVEL_MARK } from './level-element.js';

/**
 * Puts a level into OpenIM's `ex` beside what the sender put there, and takes a forged one out.
 *
 * @param ex the sender's: `''`, or a JSON object; its members are copied as they are, digit for digit
 * @param level null where the sender has none
 * @returns the new `ex`; undefined where the sender's is something else, which a merge would destroy
 * @example
 * levelInEx('{"bubble":3}', 'LV1'); // '{"bubble":3,"CustomElement.MemberLevel":"LV1"}'
 */
export function levelInEx(ex: string, level: string | null): string | undefined {
  const members = ex.trim() === '' ? new Map<string, never>() : membersOf(ex);
  if (!members) return undefined;
  if (level === null && !members.has(LEVEL_MARK)) return ex;
  const kept = [...members]
    .filter(([name]) => name !== LEVEL_MARK)
    .map(([name, [start, end]]) => `${JSON.stringify(name)}:${ex.slice(start, end)}`);
  if (level !== null) kept.push(`${JSON.stringify(LEVEL_MARK)}:${JSON.stringify(level)}`);
  return `{${kept.join(',')}}`;
}

function membersOf(ex: string): ReturnType<typeof memberSpans> {
  try {
    JSON.parse(ex);
  } catch {
    return undefined;
  }
  return memberSpans(ex);
}
