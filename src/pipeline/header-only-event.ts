import type { Callback } from './callback.js';
import type { CallbackEvent } from './callback-event.js';

/** What is known of a callback whose body could not be read. */
export function headerOnlyEvent(callback: Callback): CallbackEvent {
  return {
    kind: callback.route?.kind,
    platform: callback.platform.name,
    family: callback.route?.family ?? 'unknown',
    ...callback.platform.head(callback),
    conversationId: null,
    topicId: null,
    conversationType: null,
    senderId: null,
    operatorId: null,
    memberId: null,
    messageKey: null,
    eventTime: null,
    elements: [],
    text: '',
    cloudCustomData: null,
    limits: {},
    request: {},
  };
}
