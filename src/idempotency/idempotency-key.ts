import { hash } from 'node:crypto';

/**
 * The key of a message, the same each time that it comes: 32 hexadecimal digits.
 *
 * What names a message is most often the sender's client's word. Its content therefore belongs into the key:
 * else somebody could have a clean message allowed, and send another one under its name.
 *
 * @param parts what names the message, then its content as it came
 * @example
 * idempotencyKey('tencent', '1400000001', '@TGS#2J4SZEAEL', 'jared', '4026038328', callback.member('MsgBody'));
 */
export function idempotencyKey(...parts: readonly (string | null | undefined)[]): string {
  return hash('sha256', JSON.stringify(parts), 'hex').slice(0, 32);
}
