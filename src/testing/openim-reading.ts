import { sampleOf } from './callback-samples.js';
import { decodeAsGo, type GoType } from './go-json.js';
import type { VendorAnswer, VendorReading } from './vendor-answer.js';

const VERDICT: Readonly<Record<string, GoType>> = {
  actionCode: 'int32',
  errCode: 'int32',
  errMsg: 'string',
  errDlt: 'string',
  nextCode: 'int32',
};
/** OpenIM's own code for an answer that it cannot decode. */
const DATA_ERROR = 90007;
const OWN_CODES = [5000, 9999] as const;

/**
 * Reads an answer as OpenIM does since 3.7: the status is not looked at; what cannot be decoded refuses; only
 * `actionCode` 0 with `nextCode` 1 refuses otherwise; all else delivers, `{}` too.
 *
 * @see https://github.com/openimsdk/open-im-server (pkg/callbackstruct, pkg/common/webhook)
 */
export function readAsOpenim({ callback, text }: VendorAnswer): VendorReading {
  const reads = (sampleOf(callback.command)?.reads ?? {}) as Readonly<Record<string, GoType>>;
  const { values, error } = decodeAsGo(text, { ...VERDICT, ...reads });
  if (error !== null) {
    const effect = { kind: 'refuse', code: DATA_ERROR, info: 'DataError' } as const;
    return { effect, faults: [`It cannot be decoded (${error}): OpenIM refuses.`] };
  }
  const { actionCode = 0, errCode = 0, nextCode = 0, errMsg = '' } = values as Record<string, number>;
  const faults = verdictFaults(values);
  if (actionCode === 0 && nextCode === 1)
    return { effect: { kind: 'refuse', code: errCode, info: String(errMsg) }, faults };
  const changed = Object.entries(values).filter(([name]) => Object.hasOwn(reads, name));
  const changes = Object.fromEntries(changed);
  faults.push(...changeFaults(changes, callback.body));
  return { effect: { kind: 'deliver', changes }, faults };
}

function verdictFaults(values: Readonly<Record<string, unknown>>): string[] {
  const faults = Object.keys(VERDICT)
    .filter((name) => values[name] === undefined)
    .map((name) => `${name} is missing, and read as ${VERDICT[name] === 'int32' ? '0' : '""'}.`);
  const { actionCode = 0, errCode = 0, nextCode = 0 } = values as Record<string, number>;
  if (actionCode !== 0) faults.push(`actionCode is ${actionCode}: whatever else it says, OpenIM delivers.`);
  else if (nextCode === 1) {
    const [first, last] = OWN_CODES;
    if (errCode < first || errCode > last)
      faults.push(`errCode ${errCode} is not one of ${first} to ${last}; below 100 some servers deliver.`);
  } else if (nextCode !== 0) faults.push(`nextCode is ${nextCode}, neither 0 nor 1: OpenIM delivers.`);
  else if (errCode !== 0) faults.push(`errCode is ${errCode} with nextCode 0: OpenIM delivers.`);
  return faults;
}

function changeFaults(
  changes: Readonly<Record<string, unknown>>,
  { contentType }: Readonly<Record<string, unknown>>,
): string[] {
  const faults: string[] = [];
  const { content } = changes;
  if (content !== undefined && !isObjectText(String(content)))
    faults.push('content is not the text of a JSON object: some servers refuse the message.');
  if (changes['attachedInfo'] !== undefined)
    faults.push('attachedInfo replaces what the request does not show, and destroys it.');
  if (changes['offlinePushInfo'] !== undefined)
    faults.push('offlinePushInfo ends the call where the message has none.');
  if (changes['contentType'] !== undefined && changes['contentType'] !== contentType)
    faults.push('contentType is another than that of the message.');
  return faults;
}

function isObjectText(text: string): boolean {
  const { error } = decodeAsGo(text, {});
  return error === null && text.trim() !== 'null';
}
