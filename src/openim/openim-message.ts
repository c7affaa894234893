import { idempotencyKey } from '../idempotency/idempotency-key.js';
import { rememberSource } from '../json/element-source.js';
import { type CallbackEvent, createEvent, type MessageElement } from '../pipeline/callback-event.js';
import type { Callback } from '../pipeline/callback.js';
import { isWordFilter, namesOf } from './commands/openim-commands.js';
import { BEFORE_SEND_COMMANDS } from './commands/openim-message-commands.js';
import { OPENIM_LIMITS, WORD_FILTER_LIMITS } from './openim-limits.js';
import type { OpenimMessageDto } from './openim-message.dto.js';
import { CLIENT_PLATFORMS, SESSION_TYPES } from './openim-numbers.js';
import { openimText, parseContent } from './openim-text.js';

const BEFORE_SEND = namesOf(BEFORE_SEND_COMMANDS);
/** The step of both before-send commands: the callback that follows does not know which of them it follows. */
const BEFORE_SEND_STEP = 'before-send';

/** The key of one attempt to send a message; the server names each attempt. */
function attemptKey(step: string, { serverMsgID, sendID, content }: OpenimMessageDto): string | undefined {
  return serverMsgID ? idempotencyKey('openim', step, serverMsgID, sendID, content) : undefined;
}

/** The key under which the before-send callback of the same attempt was recorded. */
export function beforeSendKey(message: OpenimMessageDto): string | undefined {
  return attemptKey(BEFORE_SEND_STEP, message);
}

/** The key of one attempt on this node: later callbacks about it may carry another content. */
export function openimAttemptKey({ serverMsgID }: OpenimMessageDto): string | undefined {
  return serverMsgID ? idempotencyKey('openim', 'attempt', serverMsgID) : undefined;
}

/** The key of the message itself, which the sender's client names: one message may have several attempts. */
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
 * The event of a message of OpenIM.
 *
 * @param fields the command's own part of it
 */
export function openimMessage(
  callback: Callback,
  message: OpenimMessageDto,
  fields: Partial<Pick<CallbackEvent, 'resendKey' | 'attemptKey' | 'followsKey' | 'report'>> = {},
): CallbackEvent {
  const { contentType, senderPlatformID = 0, sessionType = 0, sendTime } = message;
  const { name, kind, family } = callback.command!;
  const element: MessageElement = { contentType, content: parseContent(message.content ?? '') };
  rememberSource(element, JSON.stringify({ contentType, content: message.content ?? '' }));
  const millis = Number(sendTime);
  return createEvent({
    kind,
    platform: callback.platform.name,
    family,
    ...callback.platform.eventHead(callback),
    clientPlatform: CLIENT_PLATFORMS[senderPlatformID],
    conversationId: message.groupID || message.recvID || null,
    conversationType: SESSION_TYPES[sessionType],
    senderId: message.sendID,
    memberId: message.sendID,
    messageKey: message.serverMsgID || message.clientMsgID || null,
    idempotencyKey: attemptKey(BEFORE_SEND.has(name) ? BEFORE_SEND_STEP : name, message),
    eventTime: sendTime !== undefined && Number.isSafeInteger(millis) ? millis : null,
    elements: [element],
    text: openimText(contentType, element['content']),
    cloudCustomData: message.ex,
    limits: isWordFilter(name) ? WORD_FILTER_LIMITS : OPENIM_LIMITS,
    request: message as unknown as Record<string, unknown>,
    ...fields,
  });
}
