import { IsArray, IsOptional, IsString } from 'class-validator';
import type { Outcome } from '../../pipeline/outcome.js';
import { TencentActionDto } from '../tencent-action.dto.js';
import { rejectedIdsOf, type TencentReply, tencentReply } from '../tencent-reply.js';

/** `OfficialAccount.CallbackBeforeAddSubscriber`. */
export class AddSubscriberDto extends TencentActionDto {
  @IsString()
  Official_Account!: string;

  @IsOptional()
  @IsString()
  Operator_Account?: string;

  /** `{ Subscriber_Account }`. */
  @IsOptional()
  @IsArray()
  SubscribeAccountList?: unknown[];
}

/** The vendor's prose calls the member `RefusedMembers_Account`; its table and its sample use this name. */
export interface AddSubscriberReply extends TencentReply {
  readonly RefusedSubscribers_Account?: readonly string[];
}

export function addSubscriberReply(outcome: Outcome): string {
  const rejected = rejectedIdsOf(outcome);
  const reply: AddSubscriberReply = {
    ...tencentReply(outcome),
    ...(rejected.length > 0 && { RefusedSubscribers_Account: rejected }),
  };
  return JSON.stringify(reply);
}
