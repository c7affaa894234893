import { IsOptional, IsString } from 'class-validator';
import { ItemsOf } from '../../json/dto-check.js';
import { TencentActionDto } from '../tencent-action.dto.js';

export class ResponseFriendItemDto {
  @IsString()
  To_Account!: string;

  @IsOptional()
  @IsString()
  Remark?: string;

  /** The same as `GroupName` in a friend request. */
  @IsOptional()
  @IsString()
  TagName?: string;

  /** `Response_Action_Agree`, `Response_Action_AgreeAndAdd`, … */
  @IsOptional()
  @IsString()
  ResponseAction?: string;
}

/**
 * `Sns.CallbackPrevFriendResponse`: a user answers friend requests.
 *
 * @see https://trtc.io/document/43467 (Before Responding to Friend Requests)
 */
export class FriendResponseDto extends TencentActionDto {
  @IsOptional()
  @IsString()
  Requester_Account?: string;

  /** The user who answers. */
  @IsOptional()
  @IsString()
  From_Account?: string;

  @ItemsOf(() => ResponseFriendItemDto)
  ResponseFriendItem!: ResponseFriendItemDto[];
}
