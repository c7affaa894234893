import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsDate, IsOptional, MaxDate, MinDate } from 'class-validator';

const MESSAGE = '$property must be a time: ISO 8601, or milliseconds since 1970';
// PostgreSQL accepts fewer years than JavaScript, and a year of five digits is a mistake of the caller.
const FIRST = new Date('0001-01-01T00:00:00Z');
const LAST = new Date('9999-12-31T23:59:59.999Z');

/** A time as people and scripts write it: ISO 8601, or milliseconds since 1970. */
export function Instant(description: string, isNullable = false): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => instantOf(value)),
    IsDate({ message: MESSAGE }),
    MinDate(FIRST, { message: MESSAGE }),
    MaxDate(LAST, { message: MESSAGE }),
    IsOptional(),
    ApiPropertyOptional({
      // Without it the description would also name the class Date.
      type: Object,
      description: `${description} ISO 8601, or milliseconds since 1970.`,
      oneOf: [
        { type: 'string', format: 'date-time', ...(isNullable ? { nullable: true } : {}) },
        { type: 'integer' },
      ],
    }),
  );
}

function instantOf(value: unknown): unknown {
  if (value === undefined || value === null) return value;
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  const isMillis = typeof value === 'number' || /^\d+$/.test(value);
  return new Date(isMillis ? Number(value) : value);
}
