import { IsOptional, IsString } from 'class-validator';
import { TencentMessageDto } from '../tencent-message.dto.js';

/**
 * `C2C.CallbackBeforeSendMsg`: a message from one user to another.
 *
 * @see https://trtc.io/document/34364 (Before a One-to-One Message Is Sent)
 */
export class C2cMessageDto extends TencentMessageDto {
  @IsOptional()
  @IsString()
  From_Account?: string;

  @IsString()
  To_Account!: string;

  /** `MsgSeq_MsgRandom_MsgTime`. A recall names the message by it. */
  @IsOptional()
  @IsString()
  MsgKey?: string;

  /** Unique on the sender's client; older deployments leave it out. */
  @IsOptional()
  @IsString()
  MsgId?: string;

  /** 32 bits, unsigned, like `MsgRandom`. */
  MsgSeq?: number | string;

  MsgRandom?: number | string;

  /** Seconds. */
  MsgTime?: number | string;

  /** 1 if only users who are online get the message. */
  OnlineOnlyFlag?: number;
}
