import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, MaxLength } from 'class-validator';
import { Instant } from '../admin/instant.js';
import { ID_LIMIT } from '../admin/member-path.dto.js';

export class ConversationDto {
  @ApiPropertyOptional({ description: 'Only there; left out: in every conversation of the app.' })
  @IsOptional()
  @IsString()
  @MaxLength(ID_LIMIT)
  conversationId?: string | null;
}

export class MuteDto extends ConversationDto {
  @Instant('The mute ends then by itself; left out: when it is taken back.')
  until?: Date | null;

  @ApiPropertyOptional({
    description: "What the sender's client gets: 10100–10200, 120001–130000, or 5000–9999 of OpenIM.",
  })
  @IsOptional()
  @IsInt()
  code?: number | null;

  @ApiPropertyOptional({ description: "The text that the sender's client gets." })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  info?: string | null;
}
