import type { ExtensionContext } from '../pipeline/extensions/extension-context.js';

/** A member's level. `level` is delivered as it is; `title` is the company's own name for it and is not delivered. */
export interface Level {
  readonly level: string;
  readonly title: string | null;
}

/** The levels of one member: by conversation, and `default` in all others. */
export interface LevelSet {
  readonly default: Level | null;
  readonly byConversation: ReadonlyMap<string, Level>;
}

/** The member whose level is wanted. */
export interface LevelQuery {
  /** The SdkAppid, or `openim`. */
  readonly appId: string;
  readonly userId: string;
  /** `null`: the level that the member has everywhere. */
  readonly conversationId: string | null;
}

/** The source of member levels. Presend's own table is one; a company may provide its own under this token. */
export interface MemberLevelSource {
  /** @returns `null` if the member has no level; without a promise if the source knows it at once, which costs least */
  levelOf(member: LevelQuery, context: ExtensionContext): Promise<Level | null> | Level | null;
}

export const MemberLevelSource = Symbol('MemberLevelSource');
