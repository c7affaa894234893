import { hash } from 'node:crypto';

/**
 * The key of a message, the same for each delivery of it: 32 hexadecimal digits.
 *
 * The sender's client usually chooses the id of a message. The key therefore includes the content: else a sender could
 * have a clean message allowed, and then send another one with the same id.
 *
 * @param parts the ids of the message, then its content as it arrived
 * @example
 * idempotencyKey('tencent', '1400000001', '@TGS#2J4SZEAEL', 'jared', '4026038328', callback.member('MsgBody'));
 */
export function idempotencyKey(...parts: readonly (string | null | undefined)[]): string {
  return hash('sha256', JSON.stringify(parts), 'hex').slice(0, 32);
}
