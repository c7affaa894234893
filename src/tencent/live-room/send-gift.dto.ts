import { IsObject, IsOptional, IsString } from 'class-validator';
import { TencentActionDto } from '../tencent-action.dto.js';

/** The gift: the members that Presend reads, and those that policies usually need. */
export interface GiftWater {
  readonly From_Account?: string;
  /** An array, even for one user. */
  readonly To_Account?: readonly string[] | string;
  /** Seconds. */
  readonly Time?: number | string;
  readonly GiftId?: string;
  readonly Count?: number;
  readonly Coins?: number;
}

/**
 * `Live.CallbackBeforeSendGift`. The vendor reads a missing reply, and any code but 0, as a rejection.
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
