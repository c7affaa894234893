import { IsOptional, IsString } from 'class-validator';

/**
 * What OpenIM's message callbacks have in common. Go writes every field, empty ones as `""`, lists as `null`;
 * older versions leave some out.
 *
 * @see https://github.com/openimsdk/open-im-server (pkg/callbackstruct)
 */
export class OpenimMessageDto {
  @IsString()
  sendID!: string;

  @IsOptional()
  @IsString()
  callbackCommand?: string;

  /** An attempt; a resend has another. */
  @IsOptional()
  @IsString()
  serverMsgID?: string;

  /** The message; a resend has the same. */
  @IsOptional()
  @IsString()
  clientMsgID?: string;

  /** A JSON text, whose shape `contentType` says; or, as the vendor's page shows, plain text. */
  @IsOptional()
  @IsString()
  content?: string;

  /** Opaque to OpenIM, delivered to every client. */
  @IsOptional()
  @IsString()
  ex?: string;

  /** Where the command has it; `callbackBeforeMsgModifyCommand` has not. */
  @IsOptional()
  @IsString()
  groupID?: string;

  @IsOptional()
  @IsString()
  recvID?: string;

  contentType?: number;
  sessionType?: number;
  senderPlatformID?: number;
  sendTime?: number | string;
  /** 0 but in `callbackAfterMsgSaveDBCommand`. */
  seq?: number;
  atUserList?: string[] | null;
}
