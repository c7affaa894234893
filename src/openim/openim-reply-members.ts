import { itemSpans, memberSpans } from '../json/json-spans.js';
import type { Delivery, Outcome } from '../pipeline/outcome.js';
import { objectOf } from '../json/readable-text.js';

const TEXTS = ['groupID', 'groupName', 'notification', 'introduction', 'faceURL', 'ex'];
const INTEGERS = ['needVerification', 'lookMemberInfo', 'applyMemberFriend'];

/**
 * Repeats the members of a group change. OpenIM copies the reply's members over the request's, and empties those that
 * are missing: a reply that allows has to repeat them. A member that OpenIM could not decode is left out, because it
 * would read the reply as a rejection.
 */
export function repeatedMembers({ requestText }: Outcome): string {
  const members = isJson(requestText) ? memberSpans(requestText) : undefined;
  const repeat = (name: string, isOfType: (value: unknown) => boolean): string => {
    const source = requestText.slice(...(members?.get(name) ?? [0, 0]));
    if (source === '') return '';
    const value = unwrapped(JSON.parse(source));
    if (value !== null && !isOfType(value)) return '';
    return `,"${name}":${source.startsWith('{') ? JSON.stringify(value) : source}`;
  };
  return [
    ...TEXTS.map((name) => repeat(name, (value) => typeof value === 'string')),
    ...INTEGERS.map((name) => repeat(name, (value) => Number.isInteger(Number(value)))),
  ].join('');
}

/** Some servers write an optional value as `{ "value": … }`. */
function unwrapped(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
}

/**
 * Repeats a list of the request without the rejected targets; nothing if no target was rejected.
 *
 * @param id the member of an item that holds the target's id; left out: the item itself is the id
 */
export function remainingTargets(list: string, id?: string): (outcome: Outcome) => string {
  return ({ verdict, requestText }) => {
    if (verdict.kind !== 'allow' || !verdict.except?.length) return '';
    const rejected = new Set<unknown>(verdict.except.map(({ userId }) => userId));
    const span = memberSpans(requestText)?.get(list);
    const items = (span && itemSpans(requestText, span)) ?? [];
    const left = items
      .map(([start, end]) => requestText.slice(start, end))
      .filter((source) => {
        const item: unknown = JSON.parse(source);
        return !rejected.has(id === undefined ? item : objectOf(item)[id]);
      });
    return `,"${list}":[${left.join(',')}]`;
  };
}

/** The changed content and `ex` of a message; an unchanged one is left out. */
export function changedMembers({ delivery }: Outcome): string {
  const content = delivery?.elements ? `,"content":${JSON.stringify(contentOf(delivery))}` : '';
  const ex = delivery?.cloudCustomData ? `,"ex":${delivery.cloudCustomData}` : '';
  return content + ex;
}

/** The content, changed or not: the word filter delivers the reply's content, even if it is missing. */
export function contentAlways({ delivery, requestText }: Outcome): string {
  if (delivery?.elements) return `,"content":${JSON.stringify(contentOf(delivery))}`;
  const span = isJson(requestText) ? memberSpans(requestText)?.get('content') : undefined;
  const content = requestText.slice(...(span ?? [0, 0]));
  return content.startsWith('"') ? `,"content":${content}` : '';
}

/** The content of the only element, as JSON text. */
function contentOf({ elements }: Delivery): string {
  const [element] = JSON.parse(elements!) as unknown[];
  const { content } = objectOf(element);
  return typeof content === 'string' ? content : JSON.stringify(content ?? {});
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
