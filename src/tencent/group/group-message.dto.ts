import { IsOptional, IsString } from 'class-validator';
import { TencentMessageDto } from '../tencent-message.dto.js';

/**
 * `Group.CallbackBeforeSendMsg`. Messages of REST calls lack some members. Further group types may exist.
 *
 * @see https://trtc.io/document/34374 (Before Group Message Is Sent)
 */
export class GroupMessageDto extends TencentMessageDto {
  @IsString()
  GroupId!: string;

  /** `Public`, `Private`, `ChatRoom`, `AVChatRoom`, `Community`, … */
  @IsOptional()
  @IsString()
  Type?: string;

  @IsOptional()
  @IsString()
  From_Account?: string;

  @IsOptional()
  @IsString()
  Operator_Account?: string;

  @IsOptional()
  @IsString()
  TopicId?: string;

  /** Unique on the sender's client; older deployments leave it out. */
  @IsOptional()
  @IsString()
  MsgId?: string;

  /** 32 bits, unsigned. */
  Random?: number | string;

  /** 1 if only users who are online get the message. */
  OnlineOnlyFlag?: number;
}
