import { Type } from 'class-transformer';
import { IsArray, IsNumber, IsObject, IsOptional, IsString, ValidateNested } from 'class-validator';

export class ElementDto {
  @IsString()
  MsgType!: string;

  @IsObject()
  MsgContent!: Record<string, unknown>;
}

export class TencentMessageDto {
  @IsString()
  CallbackCommand!: string;

  @IsOptional()
  @IsString()
  GroupId?: string;

  @IsOptional()
  @IsString()
  Type?: string;

  @IsOptional()
  @IsString()
  From_Account?: string;

  @IsOptional()
  @IsString()
  To_Account?: string;

  @IsOptional()
  @IsString()
  Official_Account?: string;

  @IsOptional()
  @IsNumber()
  Random?: number;

  @IsOptional()
  @IsNumber()
  EventTime?: number;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ElementDto)
  MsgBody!: ElementDto[];
}
