import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { ADMIN_ROLES, type AdminRole } from '../admin-role.js';
import { Instant } from '../instant.js';
import { FOREIGN_CURSOR, PageLimit } from '../page.js';

// Names stand in lists, side by side: two that look alike should be alike.
const NAME = /^(?!\s)[^\p{Cc}\p{Cs}]+(?<!\s)$/u;

export class AdminKeyDto {
  @ApiProperty({
    description: 'Who or what gets the key; no other key has the name.',
    example: 'nightly import',
    minLength: 1,
    maxLength: 100,
  })
  @IsString()
  @MaxLength(100)
  @Matches(NAME, {
    message: 'name must be a text without control characters, and without spaces around it',
  })
  name!: string;

  @ApiProperty({
    description:
      '`viewer` reads, `moderator` mutes and reviews, `editor` changes all but keys, `admin` keys too.',
    enum: ADMIN_ROLES,
  })
  @IsIn(ADMIN_ROLES)
  role!: AdminRole;

  @Instant('The key is of no use from then on; left out: until it is taken back.', true)
  expiresAt?: Date | null;
}

export class AdminKeyPageDto {
  @PageLimit(1000, 1000)
  limit: number = 1000;

  @ApiPropertyOptional({ format: 'uuid', description: 'The nextCursor of the page before.' })
  @IsOptional()
  @IsUUID(undefined, { message: FOREIGN_CURSOR })
  cursor?: string;
}
