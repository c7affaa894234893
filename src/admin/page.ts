import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

/** One page of a list, and how to ask for the next one; null: it was the last. */
export interface Page<Item, Cursor> {
  readonly items: Item[];
  readonly nextCursor: Cursor | null;
}

/** A page of what was found; one more than `limit` was looked for. */
export function pageOf<Item, Cursor>(
  found: readonly Item[],
  limit: number,
  cursorAfter: (last: Item) => Cursor,
): Page<Item, Cursor> {
  const items = found.slice(0, limit);
  return { items, nextCursor: found.length > limit ? cursorAfter(items.at(-1)!) : null };
}

/** How many items a page has; give the property its default too. */
export function PageLimit(usual: number, most: number): PropertyDecorator {
  return (target, property) => {
    ApiPropertyOptional({ minimum: 1, maximum: most, default: usual })(target, property);
    Type(() => Number)(target, property as string);
    IsInt()(target, property as string);
    Min(1)(target, property as string);
    Max(most)(target, property as string);
  };
}

/** A page's cursor that is a number. */
export function NumericCursor(): PropertyDecorator {
  return (target, property) => {
    ApiPropertyOptional({ description: 'The nextCursor of the page before.' })(target, property);
    IsOptional()(target, property as string);
    Type(() => Number)(target, property as string);
    IsInt()(target, property as string);
    Min(1)(target, property as string);
  };
}
