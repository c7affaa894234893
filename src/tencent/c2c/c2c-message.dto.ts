import { IsOptional, IsString } from 'class-validator';
import { TencentMessageDto } from '../tencent-message.dto.js';

/**
 * `C2C.CallbackBeforeSendMsg`: a message from one person to another.
 *
 * @see https://trtc.io/document/34364 (Before a One-to-One Message Is Sent)
 */
export class C2cMessageDto extends TencentMessageDto {
  @IsOptional()
  @IsString()
  From_Account?: string;

  @IsString()
  To_Account!: string;

  /** `MsgSeq_MsgRandom_MsgTime`; what recalls name. */
  @IsOptional()
  @IsString()
  MsgKey?: string;

  /** Unique on the sender's client; older deployments do not send it. */
  @IsOptional()
  @IsString()
  MsgId?: string;

  /** 32 bits, unsigned, as the next one. */
  MsgSeq?: number | string;

  MsgRandom?: number | string;

  /** Seconds. */
  MsgTime?: number | string;

  /** 1 where the message is for who is online only. */
  OnlineOnlyFlag?: number;
}
