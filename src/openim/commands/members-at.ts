import { objectOf } from '../../json/readable-text.js';

type Body = Readonly<Record<string, unknown>>;

/** The strings at a place of a body, through lists and objects. Empty strings and other values are left out. */
export function stringsAt(body: Body, place: string): string[] {
  let values: unknown[] = [body];
  for (const name of place.split('.')) {
    values = values.flatMap((value) => objectOf(value)[name] ?? []);
  }
  return values.map(givenOf).filter((value): value is string => typeof value === 'string' && value !== '');
}

/** The whole number at a place of a body. */
export function integerAt(body: Body, place: string): number | undefined {
  const value = givenOf(body[place]);
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

/** The value of one of Protobuf's wrappers: some generators write the bare value, others `{ value }`. */
export function givenOf(value: unknown): unknown {
  return isObject(value) ? value['value'] : value;
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
