import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** One of several faults, and where it is. */
export class Fault {
  @ApiPropertyOptional({ description: 'A JSON pointer into what was sent.', example: '/rules/3/when' })
  pointer?: string;

  @ApiPropertyOptional({ description: 'Of text: the line, from 1.' })
  line?: number;

  @ApiPropertyOptional({ description: 'The column in that line, from 1.' })
  column?: number;

  @ApiProperty()
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

  @ApiProperty({ example: 409 })
  status!: number;

  @ApiProperty({ description: 'What is wrong, and what to do.' })
  detail!: string;

  @ApiProperty({ description: 'The path that was called.' })
  instance!: string;

  @ApiPropertyOptional({ type: [Fault] })
  errors?: Fault[];
}
