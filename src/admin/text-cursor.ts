import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { FaultyCallException } from './problems/faulty-call.exception.js';
import { FOREIGN_CURSOR } from './page.js';

/** A cursor that only this API can read. */
export function TextCursor(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ description: 'The nextCursor of the previous page.' }),
    IsOptional(),
    IsString(),
  );
}

/** The cursor for the place where a page ends. */
export function toCursor(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/**
 * Reads the place from a cursor that {@link toCursor} made.
 *
 * @param isPlace whether the values can be a place in this list
 * @throws FaultyCallException 400, if it is not such a cursor
 */
export function fromCursor<Place extends readonly (string | number)[]>(
  cursor: string,
  isPlace: (value: readonly unknown[]) => boolean,
): Place {
  try {
    const value = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
    if (Array.isArray(value) && isPlace(value)) return value as unknown as Place;
  } catch {
    // A cursor that is not JSON is the same fault as one of another list.
  }
  throw new FaultyCallException([{ parameter: 'cursor', detail: FOREIGN_CURSOR }]);
}
