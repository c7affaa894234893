import type { Type } from '@nestjs/common';
import { plainToInstance, Type as TransformTo } from 'class-transformer';
import { getMetadataStorage, type ValidationError, validateSync, ValidateNested } from 'class-validator';

type Check = (value: unknown) => boolean;
type Body = Record<string, unknown>;

/** What class-validator's decorators mean, without its 75 µs a message. */
const CHECKS: Readonly<Record<string, Check>> = {
  isString: (value) => typeof value === 'string',
  isObject: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  isArray: (value) => Array.isArray(value),
  isNumber: (value) => typeof value === 'number' && Number.isFinite(value),
  isInt: (value) => Number.isInteger(value),
  isBoolean: (value) => typeof value === 'boolean',
};

const ITEM_TYPE = Symbol('presend:item-type');
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
 * Checks a parsed body against the class-validator decorators of a class. The decorators that `CHECKS` knows
 * are compiled, once a class; where a class wears another one, class-validator itself is asked.
 */
export function isValid(dto: Type<object>, body: object): boolean {
  let check = compiled.get(dto);
  if (!check) {
    check = compile(dto) ?? ((value) => errorsOf(dto, value as object).length === 0);
    compiled.set(dto, check);
  }
  return check(body);
}

/** Says what is wrong with a body, by the names of its members and never with their values. */
export function explain(dto: Type<object>, body: object): string {
  const unknown = 'the body is not what its command says';
  try {
    return (
      errorsOf(dto, body)
        .flatMap((error) => sentences(error, ''))
        .join('; ') || unknown
    );
  } catch {
    // Nested deeper than class-transformer can follow.
    return unknown;
  }
}

function errorsOf(dto: Type<object>, body: object): ValidationError[] {
  return validateSync(plainToInstance(dto, body), { forbidUnknownValues: false });
}

function sentences(error: ValidationError, path: string): string[] {
  const own = Object.values(error.constraints ?? {}).map((sentence) => path + sentence);
  const inner = (error.children ?? []).flatMap((child) => sentences(child, `${path}${error.property}.`));
  return [...own, ...inner];
}

function compile(dto: Type<object>): Check | undefined {
  const metadatas = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);
  const optional = new Set<string>();
  const checks: [property: string, check: Check][] = [];
  for (const { name, type, propertyName, each } of metadatas) {
    if (name === 'isOptional') {
      optional.add(propertyName);
      continue;
    }
    const itemType = Reflect.getMetadata(ITEM_TYPE, dto.prototype as object, propertyName) as
      (() => Type<object>) | undefined;
    const check =
      type === 'nestedValidation' ? itemType && everyItem(compile(itemType())) : CHECKS[name ?? ''];
    if (!check || (each && type !== 'nestedValidation')) return undefined;
    checks.push([propertyName, check]);
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

function everyItem(check: Check | undefined): Check | undefined {
  if (!check) return undefined;
  return (value) => Array.isArray(value) && value.every((item) => CHECKS['isObject']!(item) && check(item));
}
