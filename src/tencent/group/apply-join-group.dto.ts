import { IsOptional, IsString } from 'class-validator';
import { TencentActionDto } from '../tencent-action.dto.js';

/**
 * `Group.CallbackBeforeApplyJoinGroup`. Allowed, an administrator's approval may still be needed.
 *
 * @see https://trtc.io/document/34370 (Before Applying to Join a Group)
 */
export class ApplyJoinGroupDto extends TencentActionDto {
  @IsString()
  GroupId!: string;

  @IsOptional()
  @IsString()
  Type?: string;

  /** With an o: friends are asked for by a `Requester_Account`. */
  @IsOptional()
  @IsString()
  Requestor_Account?: string;
}
