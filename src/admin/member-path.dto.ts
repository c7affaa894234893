import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

/** The longest id that Presend stores. It is longer than any vendor's ids, and short enough for an index. */
export const ID_LIMIT = 256;

/** `/<app>/<userId>`: a user of an app, or an official account. */
export class MemberPathDto {
  @ApiProperty({ example: '1400000001', minLength: 1, maxLength: 64, description: 'A SdkAppid, or openim.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  app!: string;

  @ApiProperty({ example: 'jared', minLength: 1, maxLength: ID_LIMIT })
  @IsString()
  @IsNotEmpty()
  @MaxLength(ID_LIMIT)
  userId!: string;
}
