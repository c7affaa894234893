import type { Patience } from '../resilience/deadline.js';
import type { CallbackEvent } from '../pipeline/callback-event.js';

/** A level as it is delivered; `title` is the company's own and not sent. */
export interface Level {
  readonly level: string;
  readonly title: string | null;
}

/** The levels of one member: by conversation, and `default` everywhere else. */
export interface MemberLevels {
  readonly default: Level | null;
  readonly byConversation: ReadonlyMap<string, Level>;
}

/** Who is asked for a level. Presend's own table is one; a company may provide its own under this token. */
export interface MemberLevelSource {
  /** @returns null where the member has none */
  levelOf(
    appId: string,
    memberId: string,
    conversationId: string | null,
    signal: AbortSignal,
  ): Promise<Level | null> | Level | null;

  /** The same without asking anybody, asked first where there is one; undefined where that cannot be told. */
  knownLevelOf?(appId: string, memberId: string, conversationId: string | null): Level | null | undefined;
}

export const MemberLevelSource = Symbol('MemberLevelSource');

/** The level of a member, from what the source knows, else from whom it asks. @throws what the source throws */
export function levelFrom(
  source: MemberLevelSource,
  memberId: string,
  { appId, conversationId }: Pick<CallbackEvent, 'appId' | 'conversationId'>,
  patience: Pick<Patience, 'signal'>,
): Promise<Level | null> | Level | null {
  const known = source.knownLevelOf?.(appId, memberId, conversationId);
  return known === undefined ? source.levelOf(appId, memberId, conversationId, patience.signal) : known;
}
