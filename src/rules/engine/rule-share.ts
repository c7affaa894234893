import { crc32 } from 'node:zlib';
import type { MessageFacts } from './message-facts.js';
import type { Rule } from './rule.js';

const PARTS = 10_000;

/** Whether a message is among the share of conversations or senders that a rule is for: the same ones each time. */
export function isInShare(
  { name, percent = 100, percentOf = 'conversation' }: Rule,
  { event }: MessageFacts,
): boolean {
  if (percent >= 100) return true;
  const id = percentOf === 'sender' ? event.senderId : event.conversationId;
  // By the rule's name too: else the same conversations would try out every rule.
  return crc32(`${name}\n${event.appId}\n${id ?? ''}`) % PARTS < (percent * PARTS) / 100;
}
