import { IsArray, IsObject, IsOptional, IsString } from 'class-validator';
import { ItemsOf } from '../json/dto-check.js';

/** A piece of a message. Types that we do not know, and members in any order, are as welcome as others. */
export class TimElementDto {
  @IsString()
  MsgType!: string;

  @IsOptional()
  @IsObject()
  MsgContent?: Record<string, unknown>;
}

/**
 * What the message callbacks of all Tencent families have in common. Numbers are not checked: pages and wire
 * disagree whether they are strings, and nothing is decided by them.
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
