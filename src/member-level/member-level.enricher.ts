import { Inject, Injectable } from '@nestjs/common';
import type { Enrichment, MessageEnricher } from '../callback/message-enricher.js';
import type { MessageElement, MessageEvent } from '../callback/message-event.js';
import { excessOf } from '../callback/message-limits.js';
import { isLevelElement, levelElement } from './level-element.js';
import { levelInEx } from './level-in-ex.js';
import { MemberLevelSource } from './member-level-source.js';

/**
 * Stamps the sender's level on the message: as a last custom element, of OpenIM in `ex`. A level that came
 * with the message is a forgery and taken out, whether or not there is a true one to put in its place.
 */
@Injectable()
export class MemberLevelEnricher implements MessageEnricher {
  readonly name = 'member-level';

  constructor(@Inject(MemberLevelSource) private readonly levels: MemberLevelSource) {}

  async enrich(event: MessageEvent, signal: AbortSignal): Promise<Enrichment | undefined> {
    const { appId, memberId, conversationId } = event;
    let level: string | null = null;
    let note: string | undefined;
    try {
      const found = memberId && (await this.levels.levelOf(appId, memberId, conversationId, signal));
      level = found ? found.level : null;
    } catch (error) {
      // A forgery goes out all the same.
      note = `no level: ${(error as Error).message}`;
    }
    const enrichment = stamp(event, level);
    return note ? { ...enrichment, note } : enrichment;
  }

  /** However little time there is, no forgery goes out. */
  enrichWithoutTime(event: MessageEvent): Enrichment | undefined {
    return stamp(event, null);
  }
}

function stamp(event: MessageEvent, level: string | null): Enrichment | undefined {
  return event.platform === 'openim' ? stampEx(event, level) : stampElements(event, level);
}

function stampEx(event: MessageEvent, level: string | null): Enrichment | undefined {
  const ex = event.cloudCustomData ?? '';
  const stamped = levelInEx(ex, level);
  if (stamped === undefined)
    return level === null ? undefined : { note: "no level: the sender's ex is not a JSON object" };
  return stamped === ex ? undefined : { cloudCustomData: stamped };
}

function stampElements(event: MessageEvent, level: string | null): Enrichment | undefined {
  const genuine = event.elements.filter((element) => !isLevelElement(element));
  const isForged = genuine.length < event.elements.length;
  if (level === null) return isForged ? { elements: orEmptyLevel(genuine) } : undefined;
  const stamped = [...genuine, levelElement(level)];
  // Held against what is left of the sender's own: a forgery makes no room.
  const excess = excessOf({ ...event, elements: stamped }, { ...event, elements: genuine });
  if (!excess) return { elements: stamped };
  const note = `no level: ${excess}`;
  return isForged ? { elements: orEmptyLevel(genuine), note } : { note };
}

/** A message has to have an element: one that was nothing but a forged level says now that there is none. */
function orEmptyLevel(elements: readonly MessageElement[]): readonly MessageElement[] {
  return elements.length > 0 ? elements : [levelElement('')];
}
