/**
 * What becomes of a message.
 *
 * - `allow`: it is delivered.
 * - `reject`: it is not delivered and the sender is told. `code` is shown to the sender's client where it lies
 *   inside the family's range (group and live room 10100–10200, official account and c2c 120001–130000, OpenIM
 *   5000–9999); any other code, and none, becomes the platform's plain refusal.
 * - `discard`: it is not delivered and the sender believes that it was. OpenIM cannot do that: there it is a
 *   reject, and the record says so.
 */
export type Verdict =
  | { readonly kind: 'allow' }
  | { readonly kind: 'reject'; readonly code: number | null; readonly info: string }
  | { readonly kind: 'discard' };

const ALLOW: Verdict = Object.freeze({ kind: 'allow' });
const DISCARD: Verdict = Object.freeze({ kind: 'discard' });

/** Delivers the message and asks no further policy. */
export function allow(): Verdict {
  return ALLOW;
}

/**
 * Refuses the message.
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
  const { kind, code, info } = value as Record<string, unknown>;
  if (kind === 'allow' || kind === 'discard') return true;
  return kind === 'reject' && (code === null || Number.isInteger(code)) && typeof info === 'string';
}
