import { IsArray, IsOptional, IsString } from 'class-validator';
import type { Outcome } from '../../pipeline/outcome.js';
import { TencentActionDto } from '../tencent-action.dto.js';
import { refusedIdsOf, type TencentReply, tencentReply } from '../tencent-reply.js';

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

/** Who is not invited stands in it by id alone, unlike in the request. */
export interface InviteJoinGroupReply extends TencentReply {
  readonly RefusedMembers_Account?: readonly string[];
}

export function inviteJoinGroupReply(outcome: Outcome): string {
  const refused = refusedIdsOf(outcome);
  const reply: InviteJoinGroupReply = {
    ...tencentReply(outcome),
    ...(refused.length > 0 && { RefusedMembers_Account: refused }),
  };
  return JSON.stringify(reply);
}
