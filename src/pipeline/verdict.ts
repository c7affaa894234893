/** Somebody for whom an action does not go on, of those that it is about. */
export interface RefusedTarget {
  /** One of `event.targets`. */
  readonly userId: string;
  /** As of a reject; where the vendor takes ids alone it stands in the record. */
  readonly code: number | null;
  readonly info: string;
}

/**
 * What becomes of a message, or of an action.
 *
 * - `allow`: a message is delivered, an action goes on; but not for the targets in `except`, which only some
 *   commands' answers can name: elsewhere it is a reject, and the record says so.
 * - `reject`: it is not delivered, does not go on, and the sender is told. `code` is shown to the sender's client
 *   where it lies inside the range of the command, which is most often its family's (group and live room
 *   10100–10200, official account and c2c 120001–130000, friends 38000–39000, OpenIM 5000–9999); any other code,
 *   and none, becomes the plain refusal.
 * - `discard`: it is not delivered and the sender believes that it was. OpenIM cannot do that, and no action can
 *   be discarded: there it is a reject, and the record says so.
 */
export type Verdict =
  | { readonly kind: 'allow'; readonly except?: readonly RefusedTarget[] }
  | { readonly kind: 'reject'; readonly code: number | null; readonly info: string }
  | { readonly kind: 'discard' };

const ALLOW: Verdict = Object.freeze({ kind: 'allow' });
const DISCARD: Verdict = Object.freeze({ kind: 'discard' });

/** Delivers the message, lets the action go on, and asks no further policy. */
export function allow(): Verdict {
  return ALLOW;
}

/**
 * Lets an action go on, but not for some of those that it is about.
 *
 * @param refused by their ids; code and info as of {@link reject}
 * @example
 * return allowExcept([{ userId: 'mallory', code: 38001, info: 'She wants to be alone.' }]);
 */
export function allowExcept(
  refused: readonly { readonly userId: string; readonly code?: number | null; readonly info?: string }[],
): Verdict {
  if (refused.length === 0) return ALLOW;
  const except = refused.map(({ userId, code, info }) => ({ userId, code: code ?? null, info: info ?? '' }));
  return { kind: 'allow', except };
}

/**
 * Refuses the message or the action.
 *
 * @param code the code that the sender's client gets; leave it out for the platform's plain refusal
 * @param info the text that the sender's client gets, for people to read
 * @example
 * return reject(10101, 'Please rephrase.');
 */
export function reject(code?: number | null, info = ''): Verdict {
  return { kind: 'reject', code: code ?? null, info };
}

/** Drops the message without telling its sender. */
export function discard(): Verdict {
  return DISCARD;
}

/** Tells whether a policy's answer is a verdict: policies are foreign code, and their types are gone by now. */
export function isVerdict(value: unknown): value is Verdict {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, except } = value as Record<string, unknown>;
  if (kind === 'allow')
    return except === undefined || (Array.isArray(except) && except.every(isRefusedTarget));
  return kind === 'discard' || (kind === 'reject' && hasCodeAndInfo(value));
}

function isRefusedTarget(value: unknown): value is RefusedTarget {
  if (typeof value !== 'object' || value === null) return false;
  return typeof (value as Record<string, unknown>)['userId'] === 'string' && hasCodeAndInfo(value);
}

function hasCodeAndInfo(value: object): boolean {
  const { code, info } = value as Record<string, unknown>;
  return (code === null || Number.isInteger(code)) && typeof info === 'string';
}
