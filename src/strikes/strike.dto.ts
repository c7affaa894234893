import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsInt, IsNotEmpty, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { ID_LIMIT } from '../admin/member-path.dto.js';
import { NumericCursor, PageLimit } from '../admin/page.js';

const DAY_S = 24 * 3_600;
/** How long a strike counts by default, in seconds. */
export const DEFAULT_STRIKE_S = 90 * DAY_S;
const MAX_STRIKE_S = 10 * 366 * DAY_S;

export class StrikeTermDto {
  @ApiPropertyOptional({
    description: 'How many seconds it counts; null: until it is revoked.',
    type: Number,
    nullable: true,
    default: DEFAULT_STRIKE_S,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_STRIKE_S)
  seconds?: number | null = DEFAULT_STRIKE_S;
}

export class StrikeDto extends StrikeTermDto {
  @ApiProperty({ description: 'A note for moderators.', example: 'sells accounts' })
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

  @ApiPropertyOptional({ description: 'True: only strikes that still count.', default: false })
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  counting: boolean = false;

  @PageLimit(50, 500)
  limit: number = 50;

  @NumericCursor()
  cursor?: number;
}
