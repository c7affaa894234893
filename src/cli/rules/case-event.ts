import { type CallbackEvent, createEvent, type MessageElement } from '../../pipeline/callback-event.js';
import { openimText } from '../../openim/openim-text.js';
import { timText } from '../../tencent/tim-text.js';
import type { CaseMessageDto } from './case.dto.js';

const OPENIM = 'openim';
const OPENIM_TEXT = 101;

/** The message of a case as Presend would see it come. */
export function eventOf(message: CaseMessageDto): CallbackEvent {
  const { sender = null, text, elements } = message;
  const isOpenim = message.app === OPENIM || message.family === OPENIM;
  const sent = elements ?? [textElement(text ?? '', isOpenim)];
  return createEvent({
    platform: isOpenim ? OPENIM : 'tencent',
    family: message.family ?? (isOpenim ? OPENIM : 'group'),
    command: message.command ?? '',
    appId: message.app ?? (isOpenim ? OPENIM : ''),
    conversationId: message.conversation,
    topicId: message.topic,
    conversationType: message.conversationType,
    senderId: sender,
    operatorId: message.operator ?? sender,
    memberId: sender,
    clientIp: message.clientIp,
    clientPlatform: message.clientPlatform,
    elements: sent,
    text: text ?? readableText(sent, isOpenim),
    cloudCustomData: message.customData,
  });
}

function textElement(text: string, isOpenim: boolean): MessageElement {
  return isOpenim
    ? { contentType: OPENIM_TEXT, content: { content: text } }
    : { MsgType: 'TIMTextElem', MsgContent: { Text: text } };
}

function readableText(elements: readonly MessageElement[], isOpenim: boolean): string {
  if (!isOpenim) return timText(elements);
  return elements.map(({ contentType, content }) => openimText(contentType, content)).join('\n');
}
