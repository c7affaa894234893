import { Injectable } from '@nestjs/common';
import type { DecisionPolicy } from '../pipeline/decision-policy.js';
import { isMessage, type CallbackEvent } from '../pipeline/callback-event.js';
import { reject, type Verdict } from '../pipeline/verdict.js';
import { MuteRegistry } from './mute-registry.js';

/** Refuses what muted people send, and what muted official accounts broadcast. */
@Injectable()
export class MutePolicy implements DecisionPolicy {
  readonly name = 'mute';

  constructor(private readonly mutes: MuteRegistry) {}

  decide(event: CallbackEvent): Verdict | undefined {
    return this.decideWithin(event);
  }

  decideWithin(event: CallbackEvent): Verdict | undefined {
    if (!isMessage(event)) return undefined;
    const { appId, memberId, conversationId } = event;
    const mute = memberId === null ? undefined : this.mutes.find(appId, memberId, conversationId);
    return mute && reject(mute.code, mute.info);
  }
}
