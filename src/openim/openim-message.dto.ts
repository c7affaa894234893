import { IsOptional, IsString } from 'class-validator';

/**
 * The members that OpenIM's message commands have. Go writes every member: an empty one as `""`, an empty list as
 * `null`. Older versions leave some members out.
 *
 * @see https://github.com/openimsdk/open-im-server (pkg/callbackstruct)
 */
export class OpenimMessageDto {
  @IsString()
  sendID!: string;

  @IsOptional()
  @IsString()
  callbackCommand?: string;

  /** Names one attempt to send: a resend has another value. */
  @IsOptional()
  @IsString()
  serverMsgID?: string;

  /** Names the message: a resend has the same value. */
  @IsOptional()
  @IsString()
  clientMsgID?: string;

  /** A JSON text whose shape depends on `contentType`; or plain text, as on the vendor's page. */
  @IsOptional()
  @IsString()
  content?: string;

  /** Data that OpenIM does not read and delivers to every client. */
  @IsOptional()
  @IsString()
  ex?: string;

  /** `callbackBeforeMsgModifyCommand` does not have it. */
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
  /** 0 in all commands but `callbackAfterMsgSaveDBCommand`. */
  seq?: number;
  atUserList?: string[] | null;
}
