import { memberSpans } from '../../json/json-spans.js';
import { decodeText, encodeText } from '../../database/pg-text.js';
import type { StoredRecord } from './message-item.js';

/**
 * Tells whether what was sent is what left for the vendor, whatever the order of its members.
 *
 * @param member of both requests: holds the message
 */
export function sameContent(record: StoredRecord, sent: string, member: string): boolean {
  const elements = decodeText(record.delivered_body);
  const left = elements === null ? memberOf(decodeText(record.request), member) : parsed(elements);
  return left !== undefined && canonical(left) === canonical(memberOf(sent, member));
}

function memberOf(request: string, member: string): unknown {
  return (parsed(request) as Record<string, unknown> | undefined)?.[member];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}

function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_name, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

/** All that may name a message in a notice, as columns have it. @param members of the request: texts or numbers */
export function keysOf(record: StoredRecord, members: readonly string[]): string[] {
  const keys = new Set<string>();
  if (record.message_key !== null) keys.add(record.message_key);
  const request = decodeText(record.request);
  const spans = members.length > 0 ? memberSpans(request) : undefined;
  for (const name of members) {
    const span = spans?.get(name);
    const source = span && request.slice(span[0], span[1]);
    const value = source && parsed(source);
    if (typeof value === 'string' && value !== '') keys.add(encodeText(value));
    // As it is written: it may be larger than a double holds exactly.
    else if (typeof value === 'number') keys.add(source!);
  }
  return [...keys];
}
