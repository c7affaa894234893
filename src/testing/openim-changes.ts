import { isDeepStrictEqual } from 'node:util';
import { decodeAsGo } from './go-json.js';
import type { CommandSample } from './samples/sample-kinds.js';
import type { VendorCallback } from './vendor-callback.js';

type Members = Readonly<Record<string, unknown>>;

/** What OpenIM puts in place of a request's own, and what of it is not as it should be. */
export interface OpenimChanges {
  readonly changes: Members;
  readonly faults: readonly string[];
}

/**
 * @param sample of the command that was answered
 * @param values the answer's members besides the verdict, decoded
 */
export function openimChanges(
  { reads, uses = {} }: CommandSample,
  values: Members,
  { command, body }: VendorCallback,
): OpenimChanges {
  const changes: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const name of Object.keys(reads)) {
    const [use, value] = [uses[name], values[name]];
    if (use === 'never' || (use === 'non-empty' && isEmpty(value))) continue;
    const other = use === 'else-zero' ? '' : use === 'else-null' ? null : undefined;
    const taken = value ?? other;
    // What is repeated is no change.
    if (taken === undefined || isDeepStrictEqual(taken, body[name] ?? other)) continue;
    changes[name] = taken;
    if (value === undefined)
      faults.push(`${name} is missing: OpenIM takes ${JSON.stringify(taken)} in its place.`);
  }
  return { changes, faults: [...faults, ...faultsOf(changes, command, body)] };
}

function faultsOf(changes: Members, command: string, body: Members): string[] {
  const faults: string[] = [];
  const { content, memberCallbackList: members } = changes;
  if (content !== undefined && !isObjectText(String(content)))
    faults.push('content is not the text of a JSON object: some servers refuse the message.');
  if (changes['attachedInfo'] !== undefined)
    faults.push('attachedInfo replaces what the request does not show, and destroys it.');
  if (changes['offlinePushInfo'] !== undefined)
    faults.push('offlinePushInfo ends the call where the message has none.');
  if (changes['contentType'] !== undefined && changes['contentType'] !== body['contentType'])
    faults.push('contentType is another than that of the message.');
  if (Array.isArray(members) && !members.every((member: Members | null) => member?.['userID']))
    faults.push('A member of memberCallbackList has no userID: that ends the call.');
  if (command.startsWith('callbackBeforeUpdateUserInfo')) {
    const unasked = Object.keys(changes).filter((name) => body[name] === null);
    for (const name of unasked) faults.push(`${name} is null in the request: to set it ends the call.`);
  }
  return faults;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

function isObjectText(text: string): boolean {
  const { error } = decodeAsGo(text, {});
  return error === null && text.trim() !== 'null';
}
