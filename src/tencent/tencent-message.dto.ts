import { IsArray, IsObject, IsOptional, IsString } from 'class-validator';
import { ItemsOf } from '../json/dto-check.js';

/** One element of a message. Unknown types are accepted, and so are members in any order. */
export class TimElementDto {
  @IsString()
  MsgType!: string;

  @IsOptional()
  @IsObject()
  MsgContent?: Record<string, unknown>;
}

/**
 * The members that the message commands of all Tencent families have. Numbers are not checked: the documentation and the
 * wire disagree whether they are strings, and no decision depends on them.
 */
export class TencentMessageDto {
  @IsOptional()
  @IsString()
  CallbackCommand?: string;

  @IsArray()
  @ItemsOf(() => TimElementDto)
  MsgBody!: TimElementDto[];

  @IsOptional()
  @IsString()
  CloudCustomData?: string;

  /** Milliseconds, as a number or a string. */
  EventTime?: number | string;
}
