import { crc32 } from 'node:zlib';
import type { MessageFacts } from './message-facts.js';
import type { Rule } from './rule.js';

const PARTS = 10_000;

/** Whether a message is in the share that a rule is for. The same conversations or senders are chosen each time. */
export function isInShare(
  { name, percent = 100, percentOf = 'conversation' }: Rule,
  { event }: MessageFacts,
): boolean {
  if (percent >= 100) return true;
  const id = percentOf === 'sender' ? event.senderId : event.conversationId;
  // The hash includes the name of the rule. Otherwise the same conversations would test every rule.
  return crc32(`${name}\n${event.appId}\n${id ?? ''}`) % PARTS < (percent * PARTS) / 100;
}
