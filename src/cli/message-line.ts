import { openimText } from '../openim/openim-text.js';
import { timText } from '../tencent/tim-text.js';
import type { TailedMessage } from './message-tail.js';
import { colours, printable, shown } from './terminal.js';

/** What people wrote, and what travels with it. */
const TEXTS = ['body', 'cloudCustomData', 'deliveredBody', 'deliveredCustomData'];

/** A record on one line. @param isWithText with what its sender wrote */
export function messageLine(message: TailedMessage, isWithText: boolean): string {
  const { family, conversationId, topicId, senderId, verdict, code, rule, elapsedMs } = message;
  const conversation = `${shown(conversationId)}${topicId ? `/${shown(topicId)}` : ''}`;
  const cells = [
    message.receivedAt,
    shown(family),
    conversation,
    shown(senderId),
    coloured(shown(verdict)),
    shown(code),
    shown(rule),
    `${shown(elapsedMs)} ms`,
  ];
  return [...cells, ...(isWithText ? [printable(textOf(message))] : [])].join('  ');
}

/** A record as a line of JSON. */
export function messageJson(message: TailedMessage, isWithText: boolean): string {
  if (isWithText) return JSON.stringify(message);
  return JSON.stringify(
    Object.fromEntries(Object.entries(message).filter(([name]) => !TEXTS.includes(name))),
  );
}

function textOf({ family, body }: TailedMessage): string {
  if (family === 'openim') return openimText(undefined, body);
  return Array.isArray(body) ? timText(body) : shown(body);
}

function coloured(verdict: string): string {
  if (verdict === 'allow') return colours.green(verdict);
  return verdict === 'reject' ? colours.red(verdict) : colours.yellow(verdict);
}
