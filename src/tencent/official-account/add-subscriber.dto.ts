import { IsArray, IsOptional, IsString } from 'class-validator';
import type { Outcome } from '../../pipeline/outcome.js';
import { TencentActionDto } from '../tencent-action.dto.js';
import { refusedIdsOf, type TencentAnswer, tencentAnswer } from '../tencent-answer.js';

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

/** The vendor's prose calls the member `RefusedMembers_Account`, its table and its sample as it is here. */
export interface AddSubscriberAnswer extends TencentAnswer {
  readonly RefusedSubscribers_Account?: readonly string[];
}

export function addSubscriberAnswer(outcome: Outcome): string {
  const refused = refusedIdsOf(outcome);
  const answer: AddSubscriberAnswer = {
    ...tencentAnswer(outcome),
    ...(refused.length > 0 && { RefusedSubscribers_Account: refused }),
  };
  return JSON.stringify(answer);
}
