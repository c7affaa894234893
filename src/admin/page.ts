import { applyDecorators, type Type as Class } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

/** One page of a list, with the cursor of the next page; null: this is the last page. */
export interface Page<Item, Cursor> {
  readonly items: readonly Item[];
  readonly nextCursor: Cursor | null;
}

/** The error for a cursor that no page of the list returned. */
export const FOREIGN_CURSOR = 'cursor does not come from this API: leave it out to begin at the first page';

/** A page from the rows found. The query asked for one row more than `limit`: it tells if there is a next page. */
export function pageOf<Item, Cursor>(
  found: readonly Item[],
  limit: number,
  cursorAfter: (last: Item) => Cursor,
): { items: Item[]; nextCursor: Cursor | null } {
  const items = found.slice(0, limit);
  return { items, nextCursor: found.length > limit ? cursorAfter(items.at(-1)!) : null };
}

/** The number of items on a page. The property needs the same default. */
export function PageLimit(usual: number, most: number): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: most, default: usual }),
    Type(() => Number),
    IsInt(),
    Min(1),
    Max(most),
  );
}

/** A cursor that is a number. */
export function NumericCursor(): PropertyDecorator {
  const options = { message: FOREIGN_CURSOR };
  return applyDecorators(
    ApiPropertyOptional({
      type: 'integer',
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'The nextCursor of the previous page.',
    }),
    IsOptional(),
    Type(() => Number),
    IsInt(options),
    Min(1, options),
    Max(Number.MAX_SAFE_INTEGER, options),
  );
}

/** Describes the items of a page. */
export function PageItems(item: Class): PropertyDecorator {
  return ApiProperty({ type: [item] });
}

/** Describes the cursor of the next page. */
export function NextCursor(type: 'integer' | 'string'): PropertyDecorator {
  return ApiProperty({
    type,
    nullable: true,
    description: 'The cursor of the next page; null: this is the last page.',
  });
}
