import { IsOptional, IsString } from 'class-validator';
import { TencentActionDto } from '../tencent-action.dto.js';

/**
 * `Group.CallbackBeforeApplyJoinGroup`. An allowed request may still need the approval of an administrator.
 *
 * @see https://trtc.io/document/34370 (Before Applying to Join a Group)
 */
export class ApplyJoinGroupDto extends TencentActionDto {
  @IsString()
  GroupId!: string;

  @IsOptional()
  @IsString()
  Type?: string;

  /** Spelled with an o, unlike `Requester_Account` in friend requests. */
  @IsOptional()
  @IsString()
  Requestor_Account?: string;
}
