import type { Outcome } from '../../pipeline/outcome.js';
import type { FormerName } from '../openim-profile.js';

/**
 * What a member of a request holds. Go leaves none out and writes `null` for what is not there, older versions leave
 * some out: both are right for every type. `given` is a value, or `{ value }` around it; a list of one shape is a list
 * of such objects.
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

/** A request, member by member, in the vendor's spelling. */
export interface Shape {
  readonly [member: string]: MemberType;
}

/**
 * Where something stands in a request: members by name, with dots into objects and lists of objects. Of several all
 * are read; where one value is wanted, the first that is not empty.
 *
 * @example
 * 'memberList.userID'
 */
export type Places = readonly string[];

/** A command that is not a message: what it asks and tells, as data. */
export interface OpenimCommand {
  readonly command: string;
  /** The oldest first. */
  readonly formerly?: readonly FormerName[];
  /** `action`: OpenIM waits for a verdict. `notice`: it has happened. */
  readonly kind: 'action' | 'notice';
  readonly request: Shape;
  readonly conversation?: Places;
  /** The kind of conversation, 1 single, 3 group; left out: `sessionType`. */
  readonly conversationType?: string;
  readonly sender?: Places;
  readonly operator?: Places;
  readonly targets?: Places;
  /** What people wrote. */
  readonly text?: Places;
  /** What names the message that it is about. */
  readonly key?: Places;
  /** Milliseconds since 1970. */
  readonly time?: Places;
  /** It tells that the message of this number in the conversation was taken back. */
  readonly recalled?: string;
  /** No two are alike: one that comes again is a repeat. */
  readonly isOnce?: true;
  /** What OpenIM reads of the answer names the targets that are left, where one is. */
  readonly rejectsTargets?: 'some';
  /** Members of an allowing answer beside the common ones, each with a comma before it. */
  readonly answer?: (outcome: Outcome) => string;
}
