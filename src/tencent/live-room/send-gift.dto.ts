import { IsObject, IsOptional, IsString } from 'class-validator';
import { TencentActionDto } from '../tencent-action.dto.js';

/** What is given, as far as anything is decided by it. */
export interface GiftWater {
  readonly From_Account?: string;
  /** An array, also of one. */
  readonly To_Account?: readonly string[] | string;
  /** Seconds. */
  readonly Time?: number | string;
  readonly GiftId?: string;
  readonly Count?: number;
  readonly Coins?: number;
}

/**
 * `Live.CallbackBeforeSendGift`. The vendor takes silence, and any code but 0, for a refusal.
 *
 * @see https://trtc.io/document/72210 (Before a Gift Is Sent)
 */
export class SendGiftDto extends TencentActionDto {
  @IsOptional()
  @IsString()
  Operator_Account?: string;

  @IsString()
  RoomId!: string;

  @IsOptional()
  @IsObject()
  GiftWater?: GiftWater;
}
