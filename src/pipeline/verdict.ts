/** A target that is rejected, while the action goes on for the others. */
export interface RejectedTarget {
  /** One of `event.targets`. */
  readonly userId: string;
  /** Like the code of a reject. If the vendor accepts only ids, the code is in the record alone. */
  readonly code: number | null;
  readonly info: string;
}

/**
 * The decision on a message or an action.
 *
 * - `allow`: the message is delivered, or the action goes on. The targets in `except` are left out. If the reply to the
 *   command cannot name targets, the verdict becomes a reject, and the record says so.
 * - `reject`: the message is not delivered, or the action does not go on. The sender's client gets `code` and `info`. The
 *   code must be in the range of the command, which is usually that of its family: group and live room 10100–10200,
 *   official account and c2c 120001–130000, friends 38000–39000, OpenIM 5000–9999. Any other code, or none, becomes the
 *   platform's plain rejection.
 * - `discard`: the message is not delivered, and the sender believes that it was. OpenIM cannot discard, and no action
 *   can be discarded: there the verdict becomes a reject, and the record says so.
 */
export type Verdict =
  | { readonly kind: 'allow'; readonly except?: readonly RejectedTarget[] }
  | { readonly kind: 'reject'; readonly code: number | null; readonly info: string }
  | { readonly kind: 'discard' };

const ALLOW: Verdict = Object.freeze({ kind: 'allow' });
const DISCARD: Verdict = Object.freeze({ kind: 'discard' });

/** Delivers the message, or lets the action go on. The pipeline asks no further policy. */
export function allow(): Verdict {
  return ALLOW;
}

/**
 * Lets an action go on, but not for some of its targets.
 *
 * @param rejected the rejected targets; `code` and `info` as in {@link reject}
 * @example
 * return allowExcept([{ userId: 'mallory', code: 38001, info: 'She wants to be alone.' }]);
 */
export function allowExcept(
  rejected: readonly { readonly userId: string; readonly code?: number | null; readonly info?: string }[],
): Verdict {
  if (rejected.length === 0) return ALLOW;
  const except = rejected.map(({ userId, code, info }) => ({ userId, code: code ?? null, info: info ?? '' }));
  return { kind: 'allow', except };
}

/**
 * Rejects the message or the action.
 *
 * @param code the code that the sender's client gets; left out: the platform's plain rejection
 * @param info the text that the sender's client gets and may show to the user
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

/** Tells whether a policy returned a verdict. Policies are a host's code, and types do not exist at run time. */
export function isVerdict(value: unknown): value is Verdict {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, except } = value as Record<string, unknown>;
  if (kind === 'allow')
    return except === undefined || (Array.isArray(except) && except.every(isRejectedTarget));
  return kind === 'discard' || (kind === 'reject' && hasCodeAndInfo(value));
}

function isRejectedTarget(value: unknown): value is RejectedTarget {
  if (typeof value !== 'object' || value === null) return false;
  return typeof (value as Record<string, unknown>)['userId'] === 'string' && hasCodeAndInfo(value);
}

function hasCodeAndInfo(value: object): boolean {
  const { code, info } = value as Record<string, unknown>;
  return (code === null || Number.isInteger(code)) && typeof info === 'string';
}
