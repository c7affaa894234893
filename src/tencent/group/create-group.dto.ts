import { IsArray, IsOptional, IsString } from 'class-validator';
import { TencentActionDto } from '../tencent-action.dto.js';

/**
 * `Group.CallbackBeforeCreateGroup`. The count of the user's groups is a number in old pages (`CreateGroupNum`) and an
 * object on the wire (`CreatedGroupNum`). Presend reads neither.
 *
 * @see https://trtc.io/document/34368 (Before a Group Is Created)
 */
export class CreateGroupDto extends TencentActionDto {
  @IsOptional()
  @IsString()
  Operator_Account?: string;

  @IsOptional()
  @IsString()
  Owner_Account?: string;

  /** `Public`, `Private`, `ChatRoom`, `AVChatRoom`, `Community`, … */
  @IsOptional()
  @IsString()
  Type?: string;

  @IsOptional()
  @IsString()
  Name?: string;

  /** The first members: `{ Member_Account }`. */
  @IsOptional()
  @IsArray()
  MemberList?: unknown[];
}
