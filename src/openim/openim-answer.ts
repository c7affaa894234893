import { itemSpans, memberSpans } from '../json/json-spans.js';
import type { Delivery, Outcome } from '../pipeline/outcome.js';
import { objectOf } from '../json/readable-text.js';

const TEXTS = ['groupID', 'groupName', 'notification', 'introduction', 'faceURL', 'ex'];
const INTEGERS = ['needVerification', 'lookMemberInfo', 'applyMemberFriend'];

/**
 * OpenIM copies this answer's fields over the request's, missing ones included: to allow is to repeat them. What it could
 * not decode would have it refuse, and is left out.
 */
export function echo({ requestText }: Outcome): string {
  const members = isJson(requestText) ? memberSpans(requestText) : undefined;
  const repeated = (name: string, isOfType: (value: unknown) => boolean): string => {
    const source = requestText.slice(...(members?.get(name) ?? [0, 0]));
    if (source === '') return '';
    const value = unwrapped(JSON.parse(source));
    if (value !== null && !isOfType(value)) return '';
    return `,"${name}":${source.startsWith('{') ? JSON.stringify(value) : source}`;
  };
  return [
    ...TEXTS.map((name) => repeated(name, (value) => typeof value === 'string')),
    ...INTEGERS.map((name) => repeated(name, (value) => Number.isInteger(Number(value)))),
  ].join('');
}

/** Some servers write a value that may be missing as `{ "value": … }`. */
function unwrapped(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
}

/**
 * Repeats a list of the request without the targets that were refused; nothing where none was.
 *
 * @param id the member of an item that names a target, where the item is not the name itself
 */
export function remaining(list: string, id?: string): (outcome: Outcome) => string {
  return ({ verdict, requestText }) => {
    if (verdict.kind !== 'allow' || !verdict.except?.length) return '';
    const refused = new Set<unknown>(verdict.except.map(({ userId }) => userId));
    const span = memberSpans(requestText)?.get(list);
    const items = (span && itemSpans(requestText, span)) ?? [];
    const left = items
      .map(([start, end]) => requestText.slice(start, end))
      .filter((source) => {
        const item: unknown = JSON.parse(source);
        return !refused.has(id === undefined ? item : objectOf(item)[id]);
      });
    return `,"${list}":[${left.join(',')}]`;
  };
}

/** What leaves in place of a message's content and `ex`; what nobody changed is left out. */
export function changes({ delivery }: Outcome): string {
  const content = delivery?.elements ? `,"content":${JSON.stringify(contentOf(delivery))}` : '';
  const ex = delivery?.cloudCustomData ? `,"ex":${delivery.cloudCustomData}` : '';
  return content + ex;
}

/** The word filter takes whatever its answer says, nothing included. */
export function contentAlways({ delivery, requestText }: Outcome): string {
  if (delivery?.elements) return `,"content":${JSON.stringify(contentOf(delivery))}`;
  const span = isJson(requestText) ? memberSpans(requestText)?.get('content') : undefined;
  const content = requestText.slice(...(span ?? [0, 0]));
  return content.startsWith('"') ? `,"content":${content}` : '';
}

/** The content of the one element, a JSON text again. */
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
