import { itemSpans, memberSpans } from '../json/json-spans.js';

/** A type of Go, as far as OpenIM's answers have them. */
export type GoType =
  'int32' | 'int64' | 'bool' | 'string' | 'string-list' | 'bool-map' | 'object' | readonly [GoStruct];

/** The fields of a struct, by its spelling; of a list of them `[struct]`. */
export interface GoStruct {
  readonly [field: string]: GoType;
}

/** What Go's `encoding/json` makes of a text. */
export interface Decoded {
  /** By the struct's spelling; members that are missing or `null` are left out: Go keeps their zero values. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Why decoding ends with an error; the values are worth nothing then. */
  readonly error: string | null;
}

const INT_BITS = { int32: 32, int64: 64 } as const;

/**
 * Decodes an object as Go does: names match in any case, an integer is written without `.` and exponent and fits
 * into its type, `null` leaves a field alone, and what the struct does not have is passed over. Of a member that is there
 * twice, in the same spelling, only the last one is looked at; Go looks at both.
 *
 * @example
 * decodeAsGo('{"NextCode": 1, "other": []}', { nextCode: 'int32' }).values; // { nextCode: 1 }
 * decodeAsGo('{"nextCode": "1"}', { nextCode: 'int32' }).error; // 'nextCode is not an int32'
 */
export function decodeAsGo(text: string, fields: GoStruct): Decoded {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { values: {}, error: 'it is not JSON' };
  }
  if (parsed === null) return { values: {}, error: null };
  const spans = memberSpans(text);
  if (!spans) return { values: {}, error: 'it is not an object' };

  const names = new Map(Object.keys(fields).map((name) => [name.toLowerCase(), name]));
  const values: Record<string, unknown> = {};
  for (const [key, [start, end]] of spans) {
    const name = names.get(key.toLowerCase());
    const source = text.slice(start, end);
    if (name === undefined || source === 'null') continue;
    const value = JSON.parse(source) as unknown;
    if (!fits(value, source, fields[name]!))
      return { values: {}, error: `${name} is not ${articled(fields[name]!)}` };
    values[name] = value;
  }
  return { values, error: null };
}

function fits(value: unknown, source: string, type: GoType): boolean {
  switch (type) {
    case 'int32':
    case 'int64':
      return /^-?\d+$/.test(source) && BigInt.asIntN(INT_BITS[type], BigInt(source)) === BigInt(source);
    case 'bool':
      return typeof value === 'boolean';
    case 'string':
      return typeof value === 'string';
    case 'string-list':
      return Array.isArray(value) && value.every((item) => item === null || typeof item === 'string');
    case 'bool-map':
      return (
        isObject(value) && Object.values(value).every((item) => item === null || typeof item === 'boolean')
      );
    case 'object':
      return isObject(value);
    default:
      return Array.isArray(value) && areStructs(source, type[0]);
  }
}

function areStructs(list: string, struct: GoStruct): boolean {
  const items = itemSpans(list, [0, list.length]) ?? [];
  return items.every(([start, end]) => decodeAsGo(list.slice(start, end), struct).error === null);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function articled(type: GoType): string {
  if (typeof type !== 'string') return 'a list of structs';
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}
