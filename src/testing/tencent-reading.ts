import { memberSpans } from '../json/json-spans.js';
import { sampleOf } from './samples/callback-samples.js';
import type { Effect, VendorAnswer, VendorReading } from './vendor-answer.js';

/** One message, elements and custom data together. */
const MOST_BYTES = 12 * 1024;
const OWN_CODES = [
  [10100, 10200],
  [120001, 130000],
] as const;
/** What may stand in the answer to a command of which there is no sample. */
const MESSAGE = ['MsgBody', 'CloudCustomData'];
const REFUSED = ['RefusedMembers_Account', 'RefusedSubscribers_Account'];
/** The members of known elements that clients show; in each a string. */
const ELEMENT_TEXTS: Readonly<Record<string, readonly string[]>> = {
  TIMTextElem: ['Text'],
  TIMCustomElem: ['Data', 'Desc', 'Ext', 'Sound'],
};

type Members = Readonly<Record<string, unknown>>;

/**
 * Reads an answer as Tencent does: the status has to be 200 and the body a JSON object, `ErrorCode` decides, and
 * changes count only with code 0. Of a notice nothing but the status is looked at.
 *
 * @see https://www.tencentcloud.com/document/product/1047/34374
 */
export function readAsTencent(answer: VendorAnswer): VendorReading {
  const { status, text, headers } = answer;
  const faults = headers ? headerFaults(headers, text) : [];
  if (status !== 200) faults.push(`Its status is ${status}: it counts as no answer.`);
  const members = objectIn(text);
  if (!members) faults.push('Its body is no JSON object: it counts as no answer.');
  if (status !== 200 || !members) return { effect: { kind: 'fail' }, faults };

  const code = integerIn(text, 'ErrorCode');
  if (code === null) faults.push('ErrorCode is not an integer.');
  if (typeof members['ErrorInfo'] !== 'string') faults.push('ErrorInfo is not a string.');
  if (members['ActionStatus'] !== 'OK')
    faults.push('ActionStatus is not OK, with which all verdicts are given.');
  const sample = sampleOf(answer.callback.command);
  const reads = (sample?.reads ?? MESSAGE) as readonly string[];
  if (sample?.kind === 'notice' && code !== 0 && code !== null)
    faults.push('It is acknowledged with ErrorCode 0: nothing is decided.');
  const changes = Object.fromEntries(Object.entries(members).filter(([name]) => reads.includes(name)));
  if (sample?.kind !== 'notice') faults.push(...codeFaults(code, answer));
  faults.push(...changeFaults(code, changes, text), ...targetFaults(changes));
  const missing = (sample?.needs ?? []).filter((name) => members[name] === undefined);
  if (missing.length > 0) faults.push(`It has no ${missing.join(', ')}.`);
  const names = ['ActionStatus', 'ErrorInfo', 'ErrorCode', ...reads];
  const others = Object.keys(members).filter((name) => !names.includes(name));
  if (sample && others.length > 0) faults.push(`Nobody reads ${others.join(', ')}.`);
  const verdict = sample?.kind === 'notice' ? 0 : code;
  return { effect: effectOf(verdict, String(members['ErrorInfo'] ?? ''), changes), faults };
}

function effectOf(code: number | null, info: string, changes: Members): Effect {
  if (code === null) return { kind: 'fail' };
  if (code === 0) return { kind: 'deliver', changes };
  return code === 2 ? { kind: 'drop' } : { kind: 'refuse', code, info };
}

function headerFaults(headers: Headers, text: string): string[] {
  const faults: string[] = [];
  if (headers.get('content-length') !== String(Buffer.byteLength(text)))
    faults.push('It has no Content-Length, or a wrong one.');
  if (headers.has('transfer-encoding')) faults.push('It is chunked.');
  if (headers.has('content-encoding')) faults.push('It is compressed.');
  if (!headers.get('content-type')?.startsWith('application/json'))
    faults.push('Its Content-Type is not application/json.');
  return faults;
}

function codeFaults(code: number | null, { callback }: VendorAnswer): string[] {
  if (code === null || code === 0 || code === 1) return [];
  const sample = sampleOf(callback.command);
  if (code === 2) return sample && !sample.canDrop ? ['ErrorCode 2 drops messages, and this is none.'] : [];
  const ranges = sample ? [sample.codes].filter((range) => range !== null) : OWN_CODES;
  if (ranges.length === 0) return [`ErrorCode ${code} is neither 0 nor 1.`];
  if (ranges.some(([first, last]) => code >= first && code <= last)) return [];
  const words = ranges.map(([first, last]) => `${first} to ${last}`).join(' or ');
  return [`ErrorCode ${code} is not 0, 1, 2 or one of ${words}.`];
}

function changeFaults(code: number | null, changes: Members, text: string): string[] {
  if (Object.keys(changes).length === 0) return [];
  const faults: string[] = [];
  if (code !== 0) faults.push('It changes a message that it does not let through.');
  const { MsgBody: elements, CloudCustomData: data } = changes;
  if (data !== undefined && typeof data !== 'string') faults.push('CloudCustomData is not a string.');
  if (elements !== undefined) faults.push(...elementFaults(elements));
  const [start, end] = memberSpans(text)?.get('MsgBody') ?? [0, 0];
  const bytes = Buffer.byteLength(text.slice(start, end)) + Buffer.byteLength(String(data ?? ''));
  if (bytes > MOST_BYTES) faults.push(`The message has ${bytes} bytes, and may have ${MOST_BYTES}.`);
  return faults;
}

function elementFaults(elements: unknown): string[] {
  if (!Array.isArray(elements) || elements.length === 0) return ['MsgBody is not a list of elements.'];
  const faults = elements.flatMap((element, at) => {
    const { MsgType: type, MsgContent: content } = (element ?? {}) as Members;
    if (typeof type !== 'string' || typeof content !== 'object' || content === null)
      return [`Element ${at} is not { MsgType, MsgContent }.`];
    const texts = Object.hasOwn(ELEMENT_TEXTS, type) ? ELEMENT_TEXTS[type]! : [];
    return texts
      .filter((name) => !['string', 'undefined'].includes(typeof (content as Members)[name]))
      .map((name) => `${name} of element ${at} is not a string.`);
  });
  const custom = elements.filter((element) => (element as Members | null)?.['MsgType'] === 'TIMCustomElem');
  if (custom.length > 1) faults.push(`It has ${custom.length} TIMCustomElem, and may have one.`);
  return faults;
}

/** What an answer says of some of those whom an action is about. */
function targetFaults(changes: Members): string[] {
  const faults = REFUSED.filter((name) => {
    const users = changes[name];
    return users !== undefined && !(Array.isArray(users) && users.every((user) => typeof user === 'string'));
  }).map((name) => `${name} is not a list of user ids.`);
  const { ResultItem: results = [] } = changes;
  const isRead =
    Array.isArray(results) && results.every((result) => isFriendResult(result as Members | null));
  return isRead
    ? faults
    : [...faults, 'ResultItem is not a list of results, with codes of 0 or 38000 to 39000.'];
}

function isFriendResult(result: Members | null): boolean {
  const { To_Account: user, ResultCode: code, ResultInfo: info } = result ?? {};
  const isCode = Number.isInteger(code) && (code === 0 || (Number(code) >= 38_000 && Number(code) <= 39_000));
  return typeof user === 'string' && isCode && typeof info === 'string';
}

function objectIn(text: string): Members | null {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : null;
  } catch {
    return null;
  }
}

/** As it is written: `1.0` and `"1"` are none. */
function integerIn(text: string, name: string): number | null {
  const [start, end] = memberSpans(text)?.get(name) ?? [0, 0];
  const source = text.slice(start, end);
  return /^-?\d+$/.test(source) ? Number(source) : null;
}
