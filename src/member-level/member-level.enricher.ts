import { Inject, Injectable } from '@nestjs/common';
import type { Patience } from '../resilience/deadline.js';
import type { Enrichment, MessageEnricher } from '../pipeline/message-enricher.js';
import type { MessageElement, CallbackEvent } from '../pipeline/callback-event.js';
import { limitViolation } from '../pipeline/message-limits.js';
import { isThenable } from '../resilience/thenable.js';
import { isLevelElement, levelElement } from './level-element.js';
import { levelInEx } from './level-in-ex.js';
import { type Level, levelFrom, MemberLevelSource } from './member-level-source.js';

/**
 * Stamps the sender's level on the message: as a last custom element, of OpenIM in `ex`. A level that came
 * with the message is a forgery and taken out, whether or not there is a true one to put in its place.
 */
@Injectable()
export class MemberLevelEnricher implements MessageEnricher {
  readonly name = 'member-level';

  constructor(@Inject(MemberLevelSource) private readonly levels: MemberLevelSource) {}

  enrich(
    event: CallbackEvent,
    signal: AbortSignal,
  ): Enrichment | undefined | Promise<Enrichment | undefined> {
    return this.enrichWithin(event, { signal });
  }

  enrichWithin(
    event: CallbackEvent,
    patience: Pick<Patience, 'signal'>,
  ): Enrichment | undefined | Promise<Enrichment | undefined> {
    const { memberId } = event;
    if (!memberId) return stamp(event, null);
    let found: Level | null | Promise<Level | null>;
    try {
      found = levelFrom(this.levels, memberId, event, patience);
    } catch (error) {
      return withoutLevel(event, error);
    }
    if (!isThenable(found)) return stamp(event, found && found.level);
    return found.then(
      (level) => stamp(event, level && level.level),
      (error: unknown) => withoutLevel(event, error),
    );
  }

  /** However little time there is, no forgery goes out. */
  enrichWithoutTime(event: CallbackEvent): Enrichment | undefined {
    return stamp(event, null);
  }
}

/** A forgery goes out all the same. */
function withoutLevel(event: CallbackEvent, error: unknown): Enrichment {
  return { ...stamp(event, null), note: `no level: ${(error as Error).message}` };
}

function stamp(event: CallbackEvent, level: string | null): Enrichment | undefined {
  return event.platform === 'openim' ? stampEx(event, level) : stampElements(event, level);
}

function stampEx(event: CallbackEvent, level: string | null): Enrichment | undefined {
  const ex = event.cloudCustomData ?? '';
  const stamped = levelInEx(ex, level);
  if (stamped === undefined)
    return level === null ? undefined : { note: "no level: the sender's ex is not a JSON object" };
  return stamped === ex ? undefined : { cloudCustomData: stamped };
}

function stampElements(event: CallbackEvent, level: string | null): Enrichment | undefined {
  const genuine = event.elements.filter((element) => !isLevelElement(element));
  const isForged = genuine.length < event.elements.length;
  if (level === null) return isForged ? { elements: orEmptyLevel(genuine) } : undefined;
  const stamped = [...genuine, levelElement(level)];
  // Held against what is left of the sender's own: a forgery makes no room.
  const { cloudCustomData, limits } = event;
  const excess = limitViolation(
    { elements: stamped, cloudCustomData },
    { elements: genuine, cloudCustomData },
    limits,
  );
  if (!excess) return { elements: stamped };
  const note = `no level: ${excess}`;
  return isForged ? { elements: orEmptyLevel(genuine), note } : { note };
}

/** A message has to have an element: one that was nothing but a forged level says now that there is none. */
function orEmptyLevel(elements: readonly MessageElement[]): readonly MessageElement[] {
  return elements.length > 0 ? elements : [levelElement('')];
}
