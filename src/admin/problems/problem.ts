import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** One of several faults, and where it is. */
export class Fault {
  @ApiPropertyOptional({ description: 'A JSON pointer into the body.', example: '/rules/3/when' })
  pointer?: string;

  @ApiPropertyOptional({
    description: 'The name of what is wrong in path, query or headers.',
    example: 'limit',
  })
  parameter?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, description: 'Of text: the line, from 1.' })
  line?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, description: 'The column in that line, from 1.' })
  column?: number;

  @ApiProperty({ description: 'What is wrong there.' })
  detail!: string;
}

/** An error that says what of the input is wrong; the admin API answers it with 422 and all of its problems. */
export interface FaultyInput {
  readonly message: string;
  readonly problems: readonly Fault[];
}

/** What went wrong with a call of the admin API, as RFC 9457 has it. */
export class Problem {
  @ApiProperty({ example: 'about:blank' })
  type!: string;

  @ApiProperty({ description: "The status' own words.", example: 'Conflict' })
  title!: string;

  @ApiProperty({ type: 'integer', minimum: 400, maximum: 599, example: 409 })
  status!: number;

  @ApiProperty({ description: 'What is wrong, and what to do.' })
  detail!: string;

  @ApiProperty({ description: 'The path that was called.' })
  instance!: string;

  @ApiPropertyOptional({ type: [Fault], description: 'Each fault, where there may be several.' })
  errors?: Fault[];
}
