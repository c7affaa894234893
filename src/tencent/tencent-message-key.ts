import type { Callback } from '../pipeline/callback.js';
import { digitsOf } from './tencent-message.js';

/**
 * The id of a message in a group or Live room, the same before and after it is sent: its MsgId, else its Random. A
 * message has no MsgSeq before it is sent.
 */
export function groupMessageKey(callback: Callback): string | null {
  return callback.stringMember('MsgId') ?? digitsOf(callback, 'Random');
}

/** Every id that the message may have had before it was sent: not every documented body has a MsgId. */
export function groupMessageKeys(callback: Callback): string[] {
  const keys = [callback.stringMember('MsgId'), digitsOf(callback, 'Random')];
  return keys.filter((key): key is string => typeof key === 'string' && key !== '');
}

/** The id of a one-to-one message: its MsgKey. If the body has none, the function builds it from its three numbers. */
export function c2cMessageKey(callback: Callback): string | null {
  const key = callback.stringMember('MsgKey');
  if (key) return key;
  const parts = ['MsgSeq', 'MsgRandom', 'MsgTime'].map((name) => digitsOf(callback, name));
  if (parts.every((part) => part !== null)) return parts.join('_');
  return callback.stringMember('MsgId') ?? digitsOf(callback, 'MsgRandom');
}
