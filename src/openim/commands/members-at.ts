import { objectOf } from '../../json/readable-text.js';

type Body = Readonly<Record<string, unknown>>;

/** The strings at a place of a body, through objects and lists. Empty strings and other values are left out. */
export function stringsAt(body: Body, place: string): string[] {
  let values: unknown[] = [body];
  for (const name of place.split('.')) {
    values = values.flatMap((value) => objectOf(value)[name] ?? []);
  }
  return values.map(unwrap).filter((value): value is string => typeof value === 'string' && value !== '');
}

/** The integer at a place of a body; `undefined` if there is none. */
export function integerAt(body: Body, place: string): number | undefined {
  const value = unwrap(body[place]);
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

/** The value in a Protobuf wrapper. Some generators write the plain value, others `{ value }`. */
export function unwrap(value: unknown): unknown {
  return isObject(value) ? value['value'] : value;
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
