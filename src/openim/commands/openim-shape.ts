import { objectOf } from '../../json/readable-text.js';
import type { MemberType, Shape } from './openim-command.js';

type Body = Readonly<Record<string, unknown>>;

/** Says what of a body is not as its shape says, by the names of its members; `undefined` where all is. */
export function faultIn(body: Body, shape: Shape, path = ''): string | undefined {
  for (const name in shape) {
    const value = body[name];
    if (value === undefined || value === null) continue;
    const type = shape[name]!;
    if (typeof type === 'string') {
      if (!isOf(type, value)) return `${path}${name} must be ${WORDS[type]}`;
      continue;
    }
    if (!Array.isArray(value) || !value.every(isObject)) return `${path}${name} must be a list of objects`;
    for (const item of value) {
      const fault = faultIn(item, type[0], `${path}${name}.`);
      if (fault) return fault;
    }
  }
  return undefined;
}

/** The strings at a place of a body, through lists and objects; empty ones and other values are none. */
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

const WORDS: Readonly<Record<Exclude<MemberType, readonly [Shape]>, string>> = {
  string: 'a string',
  integer: 'a whole number',
  boolean: 'true or false',
  strings: 'a list of strings',
  integers: 'a list of whole numbers',
  'given string': 'a string',
  'given integer': 'a whole number',
};

function isOf(type: Exclude<MemberType, readonly [Shape]>, value: unknown): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'integer':
      return Number.isInteger(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'strings':
      return Array.isArray(value) && value.every((item) => typeof item === 'string');
    case 'integers':
      return Array.isArray(value) && value.every(Number.isInteger);
    case 'given string':
      return typeof (givenOf(value) ?? '') === 'string';
    case 'given integer':
      return Number.isInteger(givenOf(value) ?? 0);
  }
}

/** Protobuf's wrappers are written as the bare value, by other generators as `{ value }`. */
function givenOf(value: unknown): unknown {
  return isObject(value) ? value['value'] : value;
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
