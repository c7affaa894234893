import { Controller } from '@nestjs/common';
import { CallbackBody, CurrentCallback } from '../../http/callback-request.js';
import type { Callback } from '../../pipeline/callback.js';
import type { Decision } from '../../pipeline/decision.js';
import { DecisionService } from '../../pipeline/decision.service.js';
import type { CallbackEvent } from '../../pipeline/callback-event.js';
import { accountsOf, linesOf, tencentAction } from '../tencent-action.js';
import { TencentCallback } from '../tencent-callback.decorator.js';
import { addSubscriberAnswer, AddSubscriberDto } from './add-subscriber.dto.js';
import { CreateOfficialAccountDto } from './create-official-account.dto.js';

const OFFICIAL_ACCOUNT = { family: 'official-account', kind: 'action', enrich: false } as const;

/** What people want to do with Tencent official accounts. */
@Controller()
export class OfficialAccountActionsController {
  constructor(private readonly decisions: DecisionService) {}

  @TencentCallback('OfficialAccount.CallbackBeforeCreateOfficialAccount', {
    ...OFFICIAL_ACCOUNT,
    inShort: { dto: CreateOfficialAccountDto, event: createEvent },
  })
  beforeCreateOfficialAccount(
    @CallbackBody() body: CreateOfficialAccountDto,
    @CurrentCallback() callback: Callback,
  ): Promise<Decision> {
    return this.decisions.decide(callback, createEvent(callback, body));
  }

  // No range is documented for it: a code that is not one of the vendor's may not count as a refusal.
  @TencentCallback('OfficialAccount.CallbackBeforeAddSubscriber', {
    ...OFFICIAL_ACCOUNT,
    codes: null,
    refusesTargets: true,
    envelope: addSubscriberAnswer,
    inShort: { dto: AddSubscriberDto, event: addSubscriberEvent },
  })
  beforeAddSubscriber(
    @CallbackBody() body: AddSubscriberDto,
    @CurrentCallback() callback: Callback,
  ): Promise<Decision> {
    return this.decisions.decide(callback, addSubscriberEvent(callback, body));
  }
}

/** Whose account it will be is its sender. */
function createEvent(callback: Callback, body: CreateOfficialAccountDto): CallbackEvent {
  return tencentAction(callback, body, {
    senderId: body.Owner_Account || (body.Operator_Account ?? null),
    operatorId: body.Operator_Account ?? null,
    text: linesOf(body.Name),
  });
}

function addSubscriberEvent(callback: Callback, body: AddSubscriberDto): CallbackEvent {
  return tencentAction(callback, body, {
    conversationId: body.Official_Account,
    senderId: body.Operator_Account ?? null,
    operatorId: body.Operator_Account ?? null,
    targets: accountsOf(body.SubscribeAccountList, 'Subscriber_Account'),
  });
}
