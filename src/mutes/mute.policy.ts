import { Injectable } from '@nestjs/common';
import type { DecisionPolicy } from '../pipeline/decision-policy.js';
import { isMessage, type MessageEvent } from '../pipeline/message-event.js';
import { reject, type Verdict } from '../pipeline/verdict.js';
import { MuteRegistry } from './mute-registry.service.js';

/** Refuses what muted people send, and what muted official accounts broadcast. */
@Injectable()
export class MutePolicy implements DecisionPolicy {
  readonly name = 'mute';

  constructor(private readonly mutes: MuteRegistry) {}

  decide(event: MessageEvent): Verdict | undefined {
    return this.decideWithin(event);
  }

  decideWithin(event: MessageEvent): Verdict | undefined {
    if (!isMessage(event)) return undefined;
    const { appId, memberId, conversationId } = event;
    const mute = memberId === null ? undefined : this.mutes.find(appId, memberId, conversationId);
    return mute && reject(mute.code, mute.info);
  }
}
