import { idempotencyKey } from '../../idempotency/idempotency-key.js';
import { ReadableText } from '../../json/readable-text.js';
import { type CallbackEvent, createEvent } from '../../pipeline/callback-event.js';
import { MalformedCallbackException } from '../../pipeline/callback.exceptions.js';
import type { Callback } from '../../pipeline/callback.js';
import { CLIENT_PLATFORMS, SESSION_TYPES } from '../openim-numbers.js';
import { openimText, parseContent } from '../openim-text.js';
import { integerAt, stringsAt } from './members-at.js';
import type { OpenimCommand, Places } from './openim-request.js';

type Body = Readonly<Record<string, unknown>>;

/**
 * The event of an action or a notice.
 *
 * @param command the places of the event's members in the request
 * @throws MalformedCallbackException if the request names neither a conversation nor a sender nor a target
 */
export function openimCommandEvent(
  callback: Callback,
  command: OpenimCommand,
  request: object,
): CallbackEvent {
  const body = request as Body;
  const all = (places: Places = []): string[] => places.flatMap((place) => stringsAt(body, place));
  const senderId = all(command.sender)[0] ?? null;
  const targets = all(command.targets);
  const [conversation = null] = all(command.conversation);
  const conversationId =
    conversation !== null && command.conversation!.includes('conversationID')
      ? conversationOf(conversation, senderId)
      : conversation;
  if (senderId === null && conversationId === null && targets.length === 0) {
    const places = [...(command.conversation ?? []), ...(command.sender ?? []), ...(command.targets ?? [])];
    throw new MalformedCallbackException(`it has none of ${[...new Set(places)].join(', ')}`);
  }
  const { name, family } = callback.command!;
  return createEvent({
    kind: command.kind,
    targets,
    platform: callback.platform.name,
    family,
    ...callback.platform.eventHead(callback),
    clientPlatform: CLIENT_PLATFORMS[integerAt(body, 'platformID') ?? 0],
    conversationId,
    conversationType: SESSION_TYPES[integerAt(body, command.conversationType ?? 'sessionType') ?? 0],
    senderId,
    operatorId: all(command.operator)[0],
    memberId: senderId,
    messageKey: all(command.key)[0],
    idempotencyKey: command.isOnce ? idempotencyKey('openim', name, callback.text) : undefined,
    eventTime: timeOf(body, command.time),
    text: textOf(body, all(command.text)),
    report: recallOf(body, command.recalled),
    request: body,
  });
}

function timeOf(body: Body, places: Places = []): number | null {
  for (const place of places) {
    const time = integerAt(body, place);
    if (time) return time;
  }
  return null;
}

function recallOf(body: Body, member: string | undefined): CallbackEvent['report'] {
  const seq = member === undefined ? undefined : integerAt(body, member);
  return seq ? { state: 'recalled', names: [String(seq)] } : undefined;
}

/** The texts that users wrote. For a push, also the text of its message. */
function textOf({ contentType, content }: Body, lines: readonly string[]): string {
  const text = new ReadableText();
  text.addAll(lines);
  if (typeof content === 'string') text.add(openimText(contentType, parseContent(content)));
  return text.toString();
}

/**
 * The group or peer in a conversation's id: `sg_<group>`, `g_<group>`, `si_<user>_<user>`. Any other id is returned
 * unchanged.
 *
 * @example
 * conversationOf('si_ann_jared', 'ann'); // 'jared'
 */
export function conversationOf(id: string, userId: string | null): string {
  const [, kind, rest] = /^(sg|g|si|sn)_(.+)$/s.exec(id) ?? [];
  if (rest === undefined) return id;
  if (kind === 'sg' || kind === 'g') return rest;
  if (userId === null) return id;
  if (rest.startsWith(`${userId}_`)) return rest.slice(userId.length + 1);
  return rest.endsWith(`_${userId}`) ? rest.slice(0, -userId.length - 1) : id;
}
