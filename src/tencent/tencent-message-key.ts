import type { Callback } from '../pipeline/callback.js';
import { digitsOf } from './tencent-message.js';

/**
 * What names a message of a group or Live room, before it is sent and after: its MsgId, else its Random. Before it
 * is sent it has no MsgSeq.
 */
export function groupKeyOf(callback: Callback): string | null {
  return callback.stringMember('MsgId') ?? digitsOf(callback, 'Random');
}

/** All that may name a message of a group or Live room: not every page has a MsgId. */
export function groupKeysOf(callback: Callback): string[] {
  const keys = [callback.stringMember('MsgId'), digitsOf(callback, 'Random')];
  return keys.filter((key): key is string => typeof key === 'string' && key !== '');
}

/** What names a message between two people: its MsgKey, which is made of three numbers where it is missing. */
export function c2cKeyOf(callback: Callback): string | null {
  const key = callback.stringMember('MsgKey');
  if (key) return key;
  const parts = ['MsgSeq', 'MsgRandom', 'MsgTime'].map((name) => digitsOf(callback, name));
  if (parts.every((part) => part !== null)) return parts.join('_');
  return callback.stringMember('MsgId') ?? digitsOf(callback, 'MsgRandom');
}
