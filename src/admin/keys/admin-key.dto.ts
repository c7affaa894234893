import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { ADMIN_ROLES, type AdminRole } from '../admin-role.js';
import { Instant } from '../instant.js';
import { FOREIGN_CURSOR, PageLimit } from '../page.js';

// Two names that look alike in a list should be equal: no control characters, no spaces around.
const NAME = /^(?!\s)[^\p{Cc}\p{Cs}]+(?<!\s)$/u;

export class AdminKeyDto {
  @ApiProperty({
    description: 'Who gets the key, a person or a program. The name is unique.',
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
      '`viewer` reads, `moderator` also mutes and reviews, `editor` also changes all except keys, `admin` also keys.',
    enum: ADMIN_ROLES,
  })
  @IsIn(ADMIN_ROLES)
  role!: AdminRole;

  @Instant('When the key expires; left out: when it is revoked.', true)
  expiresAt?: Date | null;
}

export class AdminKeyPageDto {
  @PageLimit(1000, 1000)
  limit: number = 1000;

  @ApiPropertyOptional({ format: 'uuid', description: 'The nextCursor of the previous page.' })
  @IsOptional()
  @IsUUID(undefined, { message: FOREIGN_CURSOR })
  cursor?: string;
}
