import { type CallbackEvent, createEvent, type MessageElement } from '../../pipeline/callback-event.js';
import { openimFacts } from '../../openim/openim-facts.js';
import { openimText } from '../../openim/openim-text.js';
import { tencentFacts } from '../../tencent/tencent-facts.js';
import { timText } from '../../tencent/tim-text.js';
import type { CaseMessageDto } from './case.dto.js';

const OPENIM = openimFacts.name;

/** The message of a case as Presend would see it come. */
export function eventOf(message: CaseMessageDto): CallbackEvent {
  const { sender = null, text, elements } = message;
  const isOpenim = message.app === OPENIM || message.family === OPENIM;
  const sent = elements ?? [(isOpenim ? openimFacts : tencentFacts).textElement(text ?? '')];
  return createEvent({
    platform: isOpenim ? OPENIM : tencentFacts.name,
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

function readableText(elements: readonly MessageElement[], isOpenim: boolean): string {
  if (!isOpenim) return timText(elements);
  return elements.map(({ contentType, content }) => openimText(contentType, content)).join('\n');
}
