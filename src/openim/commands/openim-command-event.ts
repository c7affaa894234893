import type { Callback } from '../../pipeline/callback.js';
import { MalformedCallbackException } from '../../pipeline/callback.exceptions.js';
import type { CallbackEvent } from '../../pipeline/callback-event.js';
import { ReadableText } from '../../json/readable-text.js';
import { idempotencyKey } from '../../idempotency/idempotency-key.js';
import type { Places } from './openim-command.js';
import { commandNamed } from './openim-commands.js';
import { CLIENT_PLATFORMS, SESSION_TYPES } from '../openim-numbers.js';
import { faultIn, integerAt, stringsAt } from './openim-shape.js';
import { openimText, parseContent } from '../openim-text.js';

type Body = Readonly<Record<string, unknown>>;

/**
 * An action or a notice in our own terms, as the command's data says.
 *
 * @throws MalformedCallbackException where the request is not what its command says
 */
export function openimCommandEvent(callback: Callback, body: Body): CallbackEvent {
  const command = commandNamed(callback.route.command)!;
  const fault = faultIn(body, command.request);
  if (fault) throw new MalformedCallbackException(fault);
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
  return {
    kind: command.kind,
    targets,
    platform: callback.platform.name,
    family: callback.route.family,
    ...callback.platform.head(callback),
    clientPlatform: CLIENT_PLATFORMS[integerAt(body, 'platformID') ?? 0] ?? null,
    conversationId,
    topicId: null,
    conversationType: SESSION_TYPES[integerAt(body, command.conversationType ?? 'sessionType') ?? 0] ?? null,
    senderId,
    operatorId: all(command.operator)[0] ?? null,
    memberId: senderId,
    messageKey: all(command.key)[0] ?? null,
    idempotencyKey: command.isOnce
      ? idempotencyKey('openim', callback.route.command, callback.text)
      : undefined,
    eventTime: timeOf(body, command.time),
    elements: [],
    text: textOf(body, all(command.text)),
    cloudCustomData: null,
    limits: {},
    request: body,
    ...recallOf(body, command.recalled),
  };
}

function timeOf(body: Body, places: Places = []): number | null {
  for (const place of places) {
    const time = integerAt(body, place);
    if (time) return time;
  }
  return null;
}

function recallOf(body: Body, member: string | undefined): Pick<CallbackEvent, 'report'> {
  const seq = member === undefined ? undefined : integerAt(body, member);
  return seq ? { report: { state: 'recalled', names: [String(seq)] } } : {};
}

/** What people wrote, and what stands in the message that a push is of. */
function textOf({ contentType, content }: Body, lines: readonly string[]): string {
  const text = new ReadableText();
  text.addAll(lines);
  if (typeof content === 'string') text.add(openimText(contentType, parseContent(content)));
  return text.toString();
}

/**
 * The group or peer of a conversation's id: `sg_<group>`, `g_<group>`, `si_<user>_<user>`; any other id is what it is.
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
