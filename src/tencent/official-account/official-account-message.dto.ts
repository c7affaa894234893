import { IsString } from 'class-validator';
import { TencentMessageDto } from '../tencent-message.dto.js';

/**
 * `OfficialAccount.CallbackBeforeSendMsg`: a broadcast. It has no sender, and nothing that identifies it.
 *
 * @see https://trtc.io/document/60803 (Before Official Account Message Is Sent)
 */
export class OfficialAccountMessageDto extends TencentMessageDto {
  /** For instance `@TOA#_2J4SZEAEL`. */
  @IsString()
  Official_Account!: string;

  /** 1 where the message is for who is online only. */
  OnlineOnlyFlag?: number;
}
