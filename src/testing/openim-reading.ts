import { sampleOf } from './samples/callback-samples.js';
import { decodeAsGo, type GoStruct } from './go-json.js';
import { openimChanges } from './openim-changes.js';
import type { Effect, VendorAnswer, VendorReading } from './vendor-answer.js';

const VERDICT: GoStruct = {
  actionCode: 'int32',
  errCode: 'int32',
  errMsg: 'string',
  errDlt: 'string',
  nextCode: 'int32',
};
/** OpenIM's own code for an answer that it cannot decode. */
const DATA_ERROR = 90007;
const OWN_CODES = [5000, 9999] as const;
const NO_CHANGE: Effect = { kind: 'deliver', changes: {} };

/** Of a refusal with errCode 0, on servers that refuse so. */
const PLAIN_CODE = 201;

/**
 * Reads an answer as OpenIM does since 3.7: the status is not looked at; what cannot be decoded refuses; only
 * `actionCode` 0 with `nextCode` 1 refuses otherwise; all else delivers, `{}` too. Of a notice nothing is looked at.
 *
 * @see https://github.com/openimsdk/open-im-server (pkg/callbackstruct, pkg/common/webhook)
 */
export function readAsOpenim({ callback, text }: VendorAnswer): VendorReading {
  const sample = sampleOf(callback.command);
  const reads = (sample?.reads ?? {}) as GoStruct;
  const { values, error } = decodeAsGo(text, { ...VERDICT, ...reads });
  if (sample?.kind === 'notice') return { effect: NO_CHANGE, faults: noticeFaults(values, error) };
  if (error !== null) {
    const effect = { kind: 'refuse', code: DATA_ERROR, info: 'DataError' } as const;
    return { effect, faults: [`It cannot be decoded (${error}): OpenIM refuses.`] };
  }
  const { actionCode = 0, errCode = 0, nextCode = 0, errMsg = '' } = values as Record<string, number>;
  if (sample?.isOfOldServers && actionCode !== 0)
    return { effect: { kind: 'refuse', code: errCode || PLAIN_CODE, info: String(errMsg) }, faults: [] };
  const faults = verdictFaults(values);
  if (actionCode === 0 && nextCode === 1)
    return { effect: { kind: 'refuse', code: errCode, info: String(errMsg) }, faults };
  if (!sample) return { effect: NO_CHANGE, faults };
  const { changes, faults: wrong } = openimChanges(sample, values, callback);
  return { effect: { kind: 'deliver', changes }, faults: [...faults, ...wrong] };
}

function noticeFaults(values: Readonly<Record<string, unknown>>, error: string | null): string[] {
  if (error !== null) return [`It cannot be decoded (${error}).`];
  const faults = verdictFaults(values);
  if (values['nextCode'] === 1) faults.push('It refuses what has happened already.');
  return faults;
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
