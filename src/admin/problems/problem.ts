import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** One fault and its place. */
export class Fault {
  @ApiPropertyOptional({ description: 'A JSON pointer into the body.', example: '/rules/3/when' })
  pointer?: string;

  @ApiPropertyOptional({
    description: 'The name of the wrong parameter in path, query or headers.',
    example: 'limit',
  })
  parameter?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, description: 'The line of a text, from 1.' })
  line?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, description: 'The column in that line, from 1.' })
  column?: number;

  @ApiProperty({ description: 'What is wrong.' })
  detail!: string;
}

/** An error that lists the faults of the input. The admin API answers it with 422 and these faults. */
export interface FaultyInput {
  readonly message: string;
  readonly problems: readonly Fault[];
}

/** The error of a call of the admin API (RFC 9457). */
export class Problem {
  @ApiProperty({ example: 'about:blank' })
  type!: string;

  @ApiProperty({ description: 'The standard text of the status.', example: 'Conflict' })
  title!: string;

  @ApiProperty({ type: 'integer', minimum: 400, maximum: 599, example: 409 })
  status!: number;

  @ApiProperty({ description: 'What is wrong, and what to do.' })
  detail!: string;

  @ApiProperty({ description: 'The path of the call.' })
  instance!: string;

  @ApiPropertyOptional({ type: [Fault], description: 'All faults, if there can be several.' })
  errors?: Fault[];
}
