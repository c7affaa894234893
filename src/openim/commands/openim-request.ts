import type { Outcome } from '../../pipeline/outcome.js';
import type { FormerName } from '../openim-profile.js';

/**
 * The type of a request's member. Every type also accepts `null` and a missing member: Go writes `null` for a missing
 * value, and older versions leave members out. `given` means a value, or `{ value }` around it. A list with one shape
 * means a list of such objects.
 */
export type MemberType =
  | 'string'
  | 'integer'
  | 'boolean'
  | 'strings'
  | 'integers'
  | 'given string'
  | 'given integer'
  | readonly [Shape];

/** The members of a request, in the vendor's spelling. */
export interface Shape {
  readonly [member: string]: MemberType;
}

/**
 * Places in a request: member names, with dots into objects and lists of objects. A list of values is read from all
 * places; a single value is the first one that is not empty.
 *
 * @example
 * 'memberList.userID'
 */
export type Places = readonly string[];

/** A command that is not about a message, as data: its request, and the places of the event's members in it. */
export interface OpenimCommand {
  readonly command: string;
  /** Older names, the oldest first. */
  readonly formerly?: readonly FormerName[];
  /** `action`: OpenIM waits for a verdict. `notice`: something has happened. */
  readonly kind: 'action' | 'notice';
  readonly request: Shape;
  readonly conversation?: Places;
  /** The member with the kind of conversation: 1 single, 3 group. Default: `sessionType`. */
  readonly conversationType?: string;
  readonly sender?: Places;
  readonly operator?: Places;
  readonly targets?: Places;
  /** Texts that users wrote. */
  readonly text?: Places;
  /** The id of the message that the command is about. */
  readonly key?: Places;
  /** The time of the event, in milliseconds since 1970. */
  readonly time?: Places;
  /** The member with the number of a message that was taken back, in its conversation. */
  readonly recalled?: string;
  /** No two requests are equal: a request that arrives again is a duplicate. */
  readonly isOnce?: true;
  /** OpenIM reads the remaining targets from the reply. At least one has to remain. */
  readonly rejectsTargets?: 'some';
  /** The members that an allowing reply has beside the common ones, each with a comma before it. */
  readonly replyMembers?: (outcome: Outcome) => string;
}
