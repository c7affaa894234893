import { IsString } from 'class-validator';
import { TencentMessageDto } from '../tencent-message.dto.js';

/**
 * `OfficialAccount.CallbackBeforeSendMsg`: a broadcast. It has neither a sender nor an id.
 *
 * @see https://trtc.io/document/60803 (Before Official Account Message Is Sent)
 */
export class OfficialAccountMessageDto extends TencentMessageDto {
  /** For instance `@TOA#_2J4SZEAEL`. */
  @IsString()
  Official_Account!: string;

  /** 1 if only users who are online get the message. */
  OnlineOnlyFlag?: number;
}
