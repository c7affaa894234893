import { Inject, Injectable } from '@nestjs/common';
import type { CallbackEvent } from '../pipeline/callback-event.js';
import { CommandTable } from '../pipeline/commands/command-table.js';
import type { ExtensionContext } from '../pipeline/extensions/extension-context.js';
import type { Enrichment, MessageEnricher } from '../pipeline/extensions/message-enricher.js';
import { isThenable } from '../resilience/thenable.js';
import { type Level, MemberLevelSource } from './member-level-source.js';

/**
 * Puts the sender's level into the message, in the way of the platform. A level that a client sent is a forgery: it is
 * removed, whether the sender has a level or not.
 */
@Injectable()
export class MemberLevelEnricher implements MessageEnricher {
  readonly name = 'member-level';
  readonly isQuick = true;

  constructor(
    @Inject(MemberLevelSource) private readonly levels: MemberLevelSource,
    private readonly commands: CommandTable,
  ) {}

  enrich(
    event: CallbackEvent,
    context: ExtensionContext,
  ): Enrichment | undefined | Promise<Enrichment | undefined> {
    const { appId, memberId, conversationId } = event;
    if (!memberId) return this.#stamp(event, null);
    let found: Level | null | Promise<Level | null>;
    try {
      found = this.levels.levelOf({ appId, userId: memberId, conversationId }, context);
    } catch (error) {
      return this.#withoutLevel(event, error);
    }
    if (!isThenable(found)) return this.#stamp(event, found && found.level);
    return found.then(
      (level) => this.#stamp(event, level && level.level),
      (error: unknown) => this.#withoutLevel(event, error),
    );
  }

  /** However little time there is, no forged level is delivered. */
  sanitize(event: CallbackEvent): Enrichment | undefined {
    return this.#stamp(event, null);
  }

  #stamp(event: CallbackEvent, level: string | null): Enrichment | undefined {
    return this.commands.platformNamed(event.platform)?.stampLevel?.(event, level);
  }

  /** Removes a forged level although the true one is not known. */
  #withoutLevel(event: CallbackEvent, error: unknown): Enrichment {
    return { ...this.#stamp(event, null), note: `no level: ${(error as Error).message}` };
  }
}
