import { IsOptional, IsString } from 'class-validator';

/** What the callbacks about actions have in common. */
export class TencentActionDto {
  @IsOptional()
  @IsString()
  CallbackCommand?: string;

  /** Milliseconds, as a number or a string. */
  EventTime?: number | string;
}
