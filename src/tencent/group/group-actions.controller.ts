import { Controller } from '@nestjs/common';
import { CallbackBody, CurrentCallback } from '../../http/callback-request.js';
import type { Callback } from '../../pipeline/callback.js';
import type { Decision } from '../../pipeline/decision.js';
import { DecisionService } from '../../pipeline/decision.service.js';
import { TencentCallback } from '../tencent-callback.decorator.js';
import { ApplyJoinGroupDto } from './apply-join-group.dto.js';
import { CreateGroupDto } from './create-group.dto.js';
import { CreateTopicDto } from './create-topic.dto.js';
import {
  applyJoinGroupEvent,
  createGroupEvent,
  createTopicEvent,
  inviteJoinGroupEvent,
} from './group-action.js';
import { inviteJoinGroupAnswer, InviteJoinGroupDto } from './invite-join-group.dto.js';

const GROUP = { family: 'group', kind: 'action', enrich: false } as const;

/** What people want to do with Tencent Chat groups. */
@Controller()
export class GroupActionsController {
  constructor(private readonly decisions: DecisionService) {}

  @TencentCallback('Group.CallbackBeforeCreateGroup', {
    ...GROUP,
    inShort: { dto: CreateGroupDto, event: createGroupEvent },
  })
  beforeCreateGroup(
    @CallbackBody() body: CreateGroupDto,
    @CurrentCallback() callback: Callback,
  ): Promise<Decision> {
    return this.decisions.decide(callback, createGroupEvent(callback, body));
  }

  @TencentCallback('Group.CallbackBeforeApplyJoinGroup', {
    ...GROUP,
    inShort: { dto: ApplyJoinGroupDto, event: applyJoinGroupEvent },
  })
  beforeApplyJoinGroup(
    @CallbackBody() body: ApplyJoinGroupDto,
    @CurrentCallback() callback: Callback,
  ): Promise<Decision> {
    return this.decisions.decide(callback, applyJoinGroupEvent(callback, body));
  }

  @TencentCallback('Group.CallbackBeforeInviteJoinGroup', {
    ...GROUP,
    refusesTargets: true,
    envelope: inviteJoinGroupAnswer,
    inShort: { dto: InviteJoinGroupDto, event: inviteJoinGroupEvent },
  })
  beforeInviteJoinGroup(
    @CallbackBody() body: InviteJoinGroupDto,
    @CurrentCallback() callback: Callback,
  ): Promise<Decision> {
    return this.decisions.decide(callback, inviteJoinGroupEvent(callback, body));
  }

  @TencentCallback('Group.CallbackBeforeCreateTopic', {
    ...GROUP,
    inShort: { dto: CreateTopicDto, event: createTopicEvent },
  })
  beforeCreateTopic(
    @CallbackBody() body: CreateTopicDto,
    @CurrentCallback() callback: Callback,
  ): Promise<Decision> {
    return this.decisions.decide(callback, createTopicEvent(callback, body));
  }
}
