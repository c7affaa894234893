import { memberSpans } from '../json/json-spans.js';
import type { CallbackEvent } from '../pipeline/callback-event.js';
import { LEVEL_MARK } from '../pipeline/level-mark.js';
import type { Enrichment } from '../pipeline/extensions/message-enricher.js';

/**
 * Puts a level into the `ex` of a message of OpenIM, and removes a level that a client sent.
 *
 * @param level `null`: the sender has none
 * @returns `undefined` if nothing has to change
 */
export function stampLevelInEx(event: CallbackEvent, level: string | null): Enrichment | undefined {
  const ex = event.cloudCustomData ?? '';
  const stamped = levelInEx(ex, level);
  if (stamped === undefined) {
    return level === null ? undefined : { note: "no level: the sender's ex is not a JSON object" };
  }
  return stamped === ex ? undefined : { cloudCustomData: stamped };
}

/**
 * Puts a level into OpenIM's `ex` beside the sender's members, and removes a forged one.
 *
 * @param ex the sender's: `''`, or a JSON object; its members are copied unchanged, digit for digit
 * @param level `null`: the sender has none
 * @returns the new `ex`; `undefined` if the sender's is something else, which a merge would destroy
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
