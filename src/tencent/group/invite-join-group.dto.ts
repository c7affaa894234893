import { IsArray, IsOptional, IsString } from 'class-validator';
import type { Outcome } from '../../pipeline/outcome.js';
import { TencentActionDto } from '../tencent-action.dto.js';
import { rejectedIdsOf, type TencentReply, tencentReply } from '../tencent-reply.js';

/**
 * `Group.CallbackBeforeInviteJoinGroup`.
 *
 * @see https://trtc.io/document/34371 (Before Inviting Users to a Group)
 */
export class InviteJoinGroupDto extends TencentActionDto {
  @IsString()
  GroupId!: string;

  @IsOptional()
  @IsString()
  Type?: string;

  @IsOptional()
  @IsString()
  Operator_Account?: string;

  /** `{ Member_Account }`. */
  @IsOptional()
  @IsArray()
  DestinationMembers?: unknown[];
}

/** Rejected users are plain ids in it, not objects as in the request. */
export interface InviteJoinGroupReply extends TencentReply {
  readonly RefusedMembers_Account?: readonly string[];
}

export function inviteJoinGroupReply(outcome: Outcome): string {
  const rejected = rejectedIdsOf(outcome);
  const reply: InviteJoinGroupReply = {
    ...tencentReply(outcome),
    ...(rejected.length > 0 && { RefusedMembers_Account: rejected }),
  };
  return JSON.stringify(reply);
}
