import { IsNumber, IsOptional, IsString } from 'class-validator';

export class OpenimMessageDto {
  @IsString()
  callbackCommand!: string;

  @IsString()
  sendID!: string;

  @IsString()
  serverMsgID!: string;

  @IsNumber()
  contentType!: number;

  @IsString()
  content!: string;

  @IsOptional()
  @IsString()
  groupID?: string;

  @IsOptional()
  @IsString()
  recvID?: string;
}
