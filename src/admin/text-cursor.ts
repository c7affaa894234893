import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { FaultyCallException } from './problems/faulty-call.exception.js';
import { FOREIGN_CURSOR } from './page.js';

/** A page's cursor that only this API can read. */
export function TextCursor(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ description: 'The nextCursor of the page before.' }),
    IsOptional(),
    IsString(),
  );
}

/** Where a page ended, as a cursor. */
export function toCursor(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/**
 * The place in a cursor of {@link toCursor}.
 *
 * @param isPlace tells whether it could be one of this list
 * @throws FaultyCallException 400, where it is none
 */
export function fromCursor<Place extends readonly (string | number)[]>(
  cursor: string,
  isPlace: (value: readonly unknown[]) => boolean,
): Place {
  try {
    const value = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
    if (Array.isArray(value) && isPlace(value)) return value as unknown as Place;
  } catch {
    // Said below: it is the same fault.
  }
  throw new FaultyCallException([{ parameter: 'cursor', detail: FOREIGN_CURSOR }]);
}
