import type { Type } from '@nestjs/common';
import { IsArray, IsBoolean, IsInt, IsOptional, IsString, ValidateBy } from 'class-validator';
import { ItemsOf } from '../../json/dto-check.js';
import { unwrap } from './members-at.js';
import type { MemberType, Shape } from './openim-request.js';

/**
 * Makes the class of a request: each member of the shape gets the decorators that a hand-written DTO would have.
 *
 * Every member may be left out or `null`: Go writes `null` for a missing value, and older versions leave members out.
 *
 * @example
 * class-validator then says of `{ groupID: 1 }`: "groupID must be a string".
 */
export function requestClassOf(shape: Shape): Type<object> {
  class OpenimRequest {}
  for (const [member, type] of Object.entries(shape)) {
    IsOptional()(OpenimRequest.prototype, member);
    for (const decorate of decoratorsOf(type)) decorate(OpenimRequest.prototype, member);
  }
  return OpenimRequest;
}

function decoratorsOf(type: MemberType): readonly PropertyDecorator[] {
  switch (type) {
    case 'string':
      return [IsString()];
    case 'integer':
      return [IsInt()];
    case 'boolean':
      return [IsBoolean()];
    case 'strings':
      return [IsArray(), IsString({ each: true })];
    case 'integers':
      return [IsArray(), IsInt({ each: true })];
    case 'given string':
      return [isGiven('a string', (value) => typeof value === 'string')];
    case 'given integer':
      return [isGiven('an integer number', Number.isInteger)];
    default: {
      const item = requestClassOf(type[0]);
      return [IsArray(), ItemsOf(() => item)];
    }
  }
}

/** Checks a value, or the value inside `{ value }`. */
function isGiven(what: string, isLegal: (value: unknown) => boolean): PropertyDecorator {
  return ValidateBy({
    name: 'isGiven',
    validator: {
      validate: (value) => {
        const given = unwrap(value);
        return given === undefined || given === null || isLegal(given);
      },
      defaultMessage: (argument) => `${argument?.property} must be ${what}`,
    },
  });
}
