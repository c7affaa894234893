import type { ExtensionContext } from '../pipeline/extensions/extension-context.js';

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
