import type { Callback } from '../pipeline/callback.js';
import { rememberSource } from '../json/element-source.js';
import { idempotencyKey } from '../idempotency/idempotency-key.js';
import type { MessageElement, CallbackEvent } from '../pipeline/callback-event.js';
import { isWordFilter, namesOf } from './commands/openim-commands.js';
import { BEFORE_SEND_COMMANDS } from './commands/openim-message-commands.js';
import { LIMITS, WORD_FILTER_LIMITS } from './openim-limits.js';
import { CLIENT_PLATFORMS, SESSION_TYPES } from './openim-numbers.js';
import type { OpenimMessageDto } from './openim-message.dto.js';
import { openimText, parseContent } from './openim-text.js';

const BEFORE_SEND = namesOf(BEFORE_SEND_COMMANDS);

/**
 * The key of one attempt to send a message, which the server names anew each time.
 *
 * @param command the two before-send commands count as one, so that the callback that follows finds theirs
 */
export function openimKey(command: string, message: OpenimMessageDto): string | undefined {
  const { serverMsgID, sendID, content } = message;
  if (!serverMsgID) return undefined;
  const step = BEFORE_SEND.has(command) ? 'before-send' : command;
  return idempotencyKey('openim', step, serverMsgID, sendID, content);
}

/** The key of the message itself, which its sender's client names: it may come in several attempts. */
export function openimResendKey({
  sendID,
  clientMsgID,
  groupID,
  recvID,
  content,
}: OpenimMessageDto): string | undefined {
  return clientMsgID
    ? idempotencyKey('openim', 'resend', sendID, clientMsgID, groupID, recvID, content)
    : undefined;
}

/**
 * An OpenIM message in our own terms.
 *
 * @param conversationId where the command does not say it itself
 */
export function openimEvent(
  callback: Callback,
  message: OpenimMessageDto,
  conversationId: string | null = message.groupID || message.recvID || null,
): CallbackEvent {
  const { contentType, senderPlatformID = 0, sessionType = 0, sendTime } = message;
  const element: MessageElement = { contentType, content: parseContent(message.content ?? '') };
  rememberSource(element, JSON.stringify({ contentType, content: message.content ?? '' }));
  const millis = Number(sendTime);
  return {
    kind: callback.route.kind,
    platform: callback.platform.name,
    family: callback.route.family,
    ...callback.platform.head(callback),
    clientPlatform: CLIENT_PLATFORMS[senderPlatformID] ?? null,
    conversationId,
    topicId: null,
    conversationType: SESSION_TYPES[sessionType] ?? null,
    senderId: message.sendID,
    operatorId: null,
    memberId: message.sendID,
    messageKey: message.serverMsgID || message.clientMsgID || null,
    idempotencyKey: openimKey(callback.route.command, message),
    eventTime: sendTime !== undefined && Number.isSafeInteger(millis) ? millis : null,
    elements: [element],
    text: openimText(contentType, element['content']),
    cloudCustomData: message.ex ?? null,
    limits: isWordFilter(callback.route.command) ? WORD_FILTER_LIMITS : LIMITS,
    request: message as unknown as Record<string, unknown>,
  };
}
