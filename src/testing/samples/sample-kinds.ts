import { randomBytes, randomInt } from 'node:crypto';
import type { CodeRange, EventKind } from '../../platform.js';
import type { GoStruct } from '../go-json.js';
import type { VendorCallback } from '../vendor-callback.js';

/**
 * What OpenIM does with a member of the answer, where that is not simply to put it in place if it is there.
 * `else-zero`, `else-null`: where it is missing the request's own is lost. `non-empty`: an empty one is passed over.
 * `never`: it is decoded, and not looked at.
 */
export type MemberUse = 'else-zero' | 'else-null' | 'non-empty' | 'never';

/** A command by itself: who sends it, what its answer may say, and a body that its vendor could have sent. */
export interface CommandSample {
  readonly platform: VendorCallback['platform'];
  /** `message` and `action`: the vendor waits for a verdict. `notice`: it tells, and an answer decides nothing. */
  readonly kind: EventKind;
  /** The codes that reach the sender's client; `null`: the vendor has none for it. */
  readonly codes: CodeRange | null;
  /** Members of the answer besides the verdict that the vendor reads. */
  readonly reads: readonly string[] | GoStruct;
  /** Those of them that have to be there. */
  readonly needs?: readonly string[];
  /** Of OpenIM: what is special about some of them. */
  readonly uses?: Readonly<Record<string, MemberUse>>;
  /** Whether the message can be dropped without a word. */
  readonly canDrop: boolean;
  /** The body does not name the command: the query alone does. */
  readonly isUnnamed?: true;
  /** No user's client stands behind it: Tencent's query tells of none. */
  readonly hasNoClient?: true;
  /** Only servers older than OpenIM 3.4 send it; they refuse with any `actionCode` but 0. */
  readonly isOfOldServers?: true;
  /** The members of a request; each call makes another message. */
  readonly body: () => Record<string, unknown>;
}

/** The text element of a Tencent `MsgBody`. */
export const textElement = (Text: string) => ({ MsgType: 'TIMTextElem', MsgContent: { Text } }) as const;

/** The `content` of an OpenIM text message. */
export const textContent = (content: string): string => JSON.stringify({ content });

export const random32 = (): number => randomInt(2 ** 32);
export const randomId = (bytes: number): string => randomBytes(bytes).toString('hex');
export const seconds = (): number => Math.floor(Date.now() / 1000);

let last = 0;

/** Milliseconds, never the same twice: what has no other name than its time would be a repeat. */
export function sampleTime(): number {
  last = Math.max(Date.now(), last + 1);
  return last;
}
