import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Instant } from '../admin/instant.js';

const LONGEST_TEXT = 12_000;

/** A text of the message; left out: the vendor did not send it. */
function Given(description: string, example?: string): PropertyDecorator {
  return (target, property) => {
    ApiPropertyOptional({ description, example })(target, property);
    IsOptional()(target, property as string);
    IsString()(target, property as string);
    MaxLength(LONGEST_TEXT)(target, property as string);
  };
}

/** A message that was never sent. */
export class ImaginedMessageDto {
  @ApiProperty({ example: 'come to my casino' })
  @IsString()
  @MaxLength(LONGEST_TEXT)
  text!: string;

  @Given('A SdkAppid, or openim.')
  app?: string;

  @Given('Default group.', 'group')
  family?: string;

  @Given("The vendor's name of the callback.", 'Group.CallbackBeforeCreateGroup')
  command?: string;

  @ApiPropertyOptional({ enum: ['message', 'action'], default: 'message' })
  @IsOptional()
  @IsIn(['message', 'action'])
  kind?: 'message' | 'action';

  @Given('Group, room, official account or peer.')
  conversation?: string;

  @Given("The vendor's word for it.", 'Public')
  conversationType?: string;

  @Given('Who sends.')
  sender?: string;

  @Given('Who made the request.')
  operator?: string;

  @Given("What the sender's client runs on.", 'iOS')
  platform?: string;

  @Given('What travels with the message.')
  customData?: string;

  @Given("The sender's level.", 'LV1')
  level?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, default: 0, description: 'Strikes of the sender.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  strikes?: number;

  @Instant('When it is sent; left out: now.')
  at?: Date;
}

export class ExplainDto {
  @ApiProperty({ type: ImaginedMessageDto })
  @IsObject()
  @ValidateNested()
  @Type(() => ImaginedMessageDto)
  message!: ImaginedMessageDto;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, description: 'Left out: the newest version.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  version?: number;
}
