import { IsOptional, IsString } from 'class-validator';
import { TencentMessageDto } from '../tencent-message.dto.js';

/**
 * `Group.CallbackBeforeSendMsg` with `Type` `Live`: a message in a Live room. It has neither a topic nor an
 * OnlineOnlyFlag.
 *
 * @see https://trtc.io/document/74347 (Before Room Message Is Sent)
 */
export class LiveRoomMessageDto extends TencentMessageDto {
  /** The room. */
  @IsString()
  GroupId!: string;

  @IsString()
  Type!: string;

  @IsOptional()
  @IsString()
  From_Account?: string;

  @IsOptional()
  @IsString()
  Operator_Account?: string;

  @IsOptional()
  @IsString()
  MsgId?: string;

  /** 32 bits, unsigned. */
  Random?: number | string;
}
