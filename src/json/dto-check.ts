import type { Type } from '@nestjs/common';
import { plainToInstance, Type as TransformTo } from 'class-transformer';
import {
  getMetadataStorage,
  type ValidationArguments,
  type ValidationError,
  validateSync,
  ValidateNested,
  ValidationTypes,
} from 'class-validator';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata.js';

type Check = (value: unknown) => boolean;
type Body = Record<string, unknown>;

/** class-validator's decorators as plain functions. class-validator itself takes 75 µs for each message. */
const CHECKS: Readonly<Record<string, Check>> = {
  isString: (value) => typeof value === 'string',
  isObject: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  isArray: (value) => Array.isArray(value),
  isNumber: (value) => typeof value === 'number' && Number.isFinite(value),
  isInt: (value) => Number.isInteger(value),
  isBoolean: (value) => typeof value === 'boolean',
};

const ITEM_TYPE = Symbol('presend:item-type');
/** One compiled check for each class. Module state is safe here: a class has the same decorators everywhere. */
const compiled = new WeakMap<Type<object>, Check>();

/**
 * Declares an array of objects of a class, each checked against it.
 *
 * @example
 * @ItemsOf(() => MessageElementDto)
 * MsgBody!: MessageElementDto[];
 */
export function ItemsOf(type: () => Type<object>): PropertyDecorator {
  return (target, property) => {
    ValidateNested({ each: true })(target, property as string);
    TransformTo(type)(target, property as string);
    Reflect.defineMetadata(ITEM_TYPE, type, target, property);
  };
}

/**
 * Checks a parsed body against the class-validator decorators of a class. They are compiled once for each class; if a
 * class has a decorator that cannot be compiled, class-validator itself checks.
 */
export function isValid(dto: Type<object>, body: object): boolean {
  let check = compiled.get(dto);
  if (!check) {
    check = compile(dto) ?? ((value) => errorsOf(dto, value as object).length === 0);
    compiled.set(dto, check);
  }
  return check(body);
}

/** Describes what is wrong with a body. The text names members and never quotes their values. */
export function explain(dto: Type<object>, body: object): string {
  const unknown = 'the body does not fit its command';
  try {
    return (
      errorsOf(dto, body)
        .flatMap((error) => sentences(error, ''))
        .join('; ') || unknown
    );
  } catch {
    // The body is nested deeper than class-transformer can follow.
    return unknown;
  }
}

function errorsOf(dto: Type<object>, body: object): ValidationError[] {
  return validateSync(plainToInstance(dto, body), { forbidUnknownValues: false });
}

function sentences(error: ValidationError, path: string): string[] {
  const own = Object.entries(error.constraints ?? {}).map(([name, sentence]) =>
    // An item that is not an object is an error in the list.
    name === ValidationTypes.NESTED_VALIDATION
      ? `${path === '' ? error.property : path.slice(0, -1)} must be a list of objects`
      : path + sentence,
  );
  const inner = (error.children ?? []).flatMap((child) => sentences(child, `${path}${error.property}.`));
  return [...own, ...inner];
}

function compile(dto: Type<object>): Check | undefined {
  const metadatas = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);
  const optional = new Set<string>();
  const checks: [property: string, check: Check][] = [];
  for (const metadata of metadatas) {
    const { name, type, propertyName, each } = metadata;
    if (name === 'isOptional') {
      optional.add(propertyName);
      continue;
    }
    const itemType = Reflect.getMetadata(ITEM_TYPE, dto.prototype as object, propertyName) as
      (() => Type<object>) | undefined;
    const check =
      type === 'nestedValidation'
        ? itemType && everyItem(compile(itemType()))
        : (CHECKS[name ?? ''] ?? constraintOf(metadata));
    if (!check) return undefined;
    checks.push([propertyName, each && type !== 'nestedValidation' ? every(check) : check]);
  }
  return (value) => {
    const body = value as Body;
    for (const [property, check] of checks) {
      const member = body[property];
      if ((member === undefined || member === null) && optional.has(property)) continue;
      if (!check(member)) return false;
    }
    return true;
  };
}

/** The check of a custom decorator; `undefined` if it is asynchronous. */
function constraintOf({ type, constraintCls, constraints }: ValidationMetadata): Check | undefined {
  if (type !== ValidationTypes.CUSTOM_VALIDATION) return undefined;
  const [constraint] = getMetadataStorage().getTargetValidatorConstraints(constraintCls);
  if (!constraint || constraint.async) return undefined;
  const options = { constraints } as ValidationArguments;
  return (value) => constraint.instance.validate(value, options) as boolean;
}

function every(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

function everyItem(check: Check | undefined): Check | undefined {
  if (!check) return undefined;
  return (value) => Array.isArray(value) && value.every((item) => CHECKS['isObject']!(item) && check(item));
}
