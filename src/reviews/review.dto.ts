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
import { PageLimit } from '../admin/page.js';
import { StrikeTermDto } from '../strikes/strike.dto.js';
import { REVIEW_LABELS, type ReviewLabel } from './review-queue.service.js';

const LONGEST_MUTE_S = 366 * 24 * 3_600;

export class ReviewPageDto {
  @ApiPropertyOptional({ enum: ['open', 'decided'], default: 'open' })
  @IsIn(['open', 'decided'])
  state: 'open' | 'decided' = 'open';

  @PageLimit(50, 500)
  limit: number = 50;

  @ApiPropertyOptional({ description: 'The nextCursor of the page before.' })
  @IsOptional()
  @IsUUID()
  cursor?: string;
}

export class ClaimDto {
  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 1 })
  @IsInt()
  @Min(1)
  @Max(100)
  count: number = 1;

  @ApiPropertyOptional({ description: 'Then somebody else may have them.', default: 600 })
  @IsInt()
  @Min(1)
  @Max(86_400)
  seconds: number = 600;
}

export class ReviewMuteDto {
  @ApiProperty({ description: 'For how long.' })
  @IsInt()
  @Min(1)
  @Max(LONGEST_MUTE_S)
  seconds!: number;

  @ApiPropertyOptional({ description: "The text that the sender's client gets." })
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
