import { IsOptional, IsString } from 'class-validator';

/** The members that all commands about actions have. */
export class TencentActionDto {
  @IsOptional()
  @IsString()
  CallbackCommand?: string;

  /** Milliseconds, as a number or a string. */
  EventTime?: number | string;
}
