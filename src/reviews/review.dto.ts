import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { FOREIGN_CURSOR, PageLimit } from '../admin/page.js';
import { StrikeTermDto } from '../strikes/strike.dto.js';
import { REVIEW_LABELS, type ReviewLabel } from './review-item.js';

const LONGEST_MUTE_S = 366 * 24 * 3_600;

export class ReviewPageDto {
  @ApiPropertyOptional({ enum: ['open', 'decided'], default: 'open' })
  @IsIn(['open', 'decided'])
  state: 'open' | 'decided' = 'open';

  @PageLimit(50, 500)
  limit: number = 50;

  @ApiPropertyOptional({ format: 'uuid', description: 'The nextCursor of the page before.' })
  @IsOptional()
  @IsUUID(undefined, { message: FOREIGN_CURSOR })
  cursor?: string;
}

export class ClaimDto {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 1 })
  @IsInt()
  @Min(1)
  @Max(100)
  count: number = 1;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 86_400,
    default: 600,
    description: 'Then somebody else may have them.',
  })
  @IsInt()
  @Min(1)
  @Max(86_400)
  seconds: number = 600;
}

export class ReviewMuteDto {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: LONGEST_MUTE_S, description: 'For how long.' })
  @IsInt()
  @Min(1)
  @Max(LONGEST_MUTE_S)
  seconds!: number;

  @ApiPropertyOptional({ maxLength: 1_000, description: "The text that the sender's client gets." })
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  info?: string;
}

export class ReviewStrikeDto extends StrikeTermDto {
  @ApiPropertyOptional({ description: 'For the next one who looks at it; left out: the rules that asked.' })
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  reason?: string;
}

export class ReviewDecisionDto {
  @ApiProperty({ enum: REVIEW_LABELS, description: 'violation: the rules were right.' })
  @IsIn(REVIEW_LABELS)
  label!: ReviewLabel;

  @ApiPropertyOptional({ type: ReviewMuteDto, description: 'Mutes the sender, too.' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ReviewMuteDto)
  mute?: ReviewMuteDto;

  @ApiPropertyOptional({ type: ReviewStrikeDto, description: 'Gives the sender a strike, too.' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ReviewStrikeDto)
  strike?: ReviewStrikeDto;
}
