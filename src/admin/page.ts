import { applyDecorators, type Type as Class } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

/** One page of a list, and how to ask for the next one; null: it was the last. */
export interface Page<Item, Cursor> {
  readonly items: readonly Item[];
  readonly nextCursor: Cursor | null;
}

/** What is said of a cursor that no page named. */
export const FOREIGN_CURSOR = 'cursor is not one that this API gave: leave it out to begin at the first page';

/** A page of what was found; one more than `limit` was looked for. */
export function pageOf<Item, Cursor>(
  found: readonly Item[],
  limit: number,
  cursorAfter: (last: Item) => Cursor,
): { items: Item[]; nextCursor: Cursor | null } {
  const items = found.slice(0, limit);
  return { items, nextCursor: found.length > limit ? cursorAfter(items.at(-1)!) : null };
}

/** How many items a page has; give the property its default too. */
export function PageLimit(usual: number, most: number): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: most, default: usual }),
    Type(() => Number),
    IsInt(),
    Min(1),
    Max(most),
  );
}

/** A page's cursor that is a number. */
export function NumericCursor(): PropertyDecorator {
  const told = { message: FOREIGN_CURSOR };
  return applyDecorators(
    ApiPropertyOptional({
      type: 'integer',
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'The nextCursor of the page before.',
    }),
    IsOptional(),
    Type(() => Number),
    IsInt(told),
    Min(1, told),
    Max(Number.MAX_SAFE_INTEGER, told),
  );
}

/** The items of a page, for its description. */
export function PageItems(item: Class): PropertyDecorator {
  return ApiProperty({ type: [item] });
}

/** The cursor of the page after it, for its description. */
export function NextCursor(type: 'integer' | 'string'): PropertyDecorator {
  return ApiProperty({ type, nullable: true, description: 'Of the page after it; null: this is the last.' });
}
