import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsInt, IsNotEmpty, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { ID_LIMIT } from '../admin/member-path.dto.js';
import { NumericCursor, PageLimit } from '../admin/page.js';

const DAY_S = 24 * 3_600;
/** How long a strike counts where nothing else is said. */
export const USUAL_STRIKE_S = 90 * DAY_S;
const LONGEST_S = 10 * 366 * DAY_S;

export class StrikeTermDto {
  @ApiPropertyOptional({
    description: 'For how long it counts; null: until it is taken back.',
    type: Number,
    nullable: true,
    default: USUAL_STRIKE_S,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(LONGEST_S)
  seconds?: number | null = USUAL_STRIKE_S;
}

export class StrikeDto extends StrikeTermDto {
  @ApiProperty({ description: 'For the next one who looks at it.', example: 'sells accounts' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(1_000)
  reason!: string;
}

export class StrikePageDto {
  @ApiPropertyOptional({ description: 'A SdkAppid, or openim.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  app?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(ID_LIMIT)
  userId?: string;

  @ApiPropertyOptional({ description: 'True: only those that still count.', default: false })
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  counting: boolean = false;

  @PageLimit(50, 500)
  limit: number = 50;

  @NumericCursor()
  cursor?: number;
}
