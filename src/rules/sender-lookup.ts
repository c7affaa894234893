import { Inject, Injectable } from '@nestjs/common';
import { type Level, MemberLevelSource } from '../member-level/member-level-source.js';
import type { CallbackEvent } from '../pipeline/callback-event.js';
import type { ExtensionContext } from '../pipeline/extensions/extension-context.js';
import { isThenable } from '../resilience/thenable.js';
import { StrikeRegistry } from '../strikes/strike-registry.js';

/** The facts about a sender that rules may ask for, from outside the message. */
@Injectable()
export class SenderLookup {
  constructor(
    @Inject(MemberLevelSource) private readonly levels: MemberLevelSource,
    private readonly strikes: StrikeRegistry,
  ) {}

  /**
   * @returns the name of the level, `''` if the sender has none; `null` if the look-up fails: the rules that do not need
   * the level are evaluated all the same
   */
  levelOf(
    { appId, memberId, conversationId }: CallbackEvent,
    context: ExtensionContext,
  ): string | null | Promise<string | null> {
    if (memberId === null) return '';
    try {
      const level = this.levels.levelOf({ appId, userId: memberId, conversationId }, context);
      return isThenable(level) ? level.then(nameOf, () => null) : nameOf(level);
    } catch {
      return null;
    }
  }

  /** The number of strikes that count today. */
  strikesOf({ appId, memberId }: CallbackEvent): number {
    return memberId === null ? 0 : this.strikes.count(appId, memberId);
  }
}

function nameOf(level: Level | null): string {
  return level ? level.level : '';
}
