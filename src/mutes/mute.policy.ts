import { Injectable } from '@nestjs/common';
import { type CallbackEvent, isMessage } from '../pipeline/callback-event.js';
import type { DecisionPolicy } from '../pipeline/extensions/decision-policy.js';
import { reject, type Verdict } from '../pipeline/verdict.js';
import { MuteRegistry } from './mute-registry.js';

/** Rejects the messages of muted users, and the broadcasts of muted official accounts. */
@Injectable()
export class MutePolicy implements DecisionPolicy {
  readonly name = 'mute';
  readonly isQuick = true;

  constructor(private readonly mutes: MuteRegistry) {}

  decide(event: CallbackEvent): Verdict | undefined {
    if (!isMessage(event)) return undefined;
    const { appId, memberId, conversationId } = event;
    const mute = memberId === null ? undefined : this.mutes.find(appId, memberId, conversationId);
    return mute && reject(mute.code, mute.info);
  }
}
