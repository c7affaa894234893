import { Transform } from 'class-transformer';
import { IsDate, IsOptional } from 'class-validator';
import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';

/** A moment as people and scripts write it: ISO 8601, or milliseconds since 1970. */
export function Instant(description: string): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => instantOf(value)),
    IsDate({ message: '$property must be a moment: ISO 8601, or milliseconds since 1970' }),
    IsOptional(),
    ApiPropertyOptional({ description, type: String, format: 'date-time' }),
  );
}

function instantOf(value: unknown): unknown {
  if (value === undefined || value === null) return value;
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  const isMillis = typeof value === 'number' || /^\d+$/.test(value);
  return new Date(isMillis ? Number(value) : value);
}
