import type { MessageElement, CallbackEvent } from '../pipeline/callback-event.js';
import type { StoredMessage } from './stored-messages.js';

/** The member of a platform's requests that holds the message, by platform; null: the whole request. */
export type MessageMembers = Readonly<Record<string, string | null>>;

/** A stored message as it was when it was judged, as far as rules can see it. */
export function replayedEvent(message: StoredMessage, members: MessageMembers): CallbackEvent {
  const { text, request, ...known } = message;
  let elements: readonly MessageElement[] | undefined;
  return {
    ...known,
    kind: message.kind ?? 'message',
    targets: undefined,
    idempotencyKey: undefined,
    resendKey: undefined,
    attemptKey: undefined,
    followsKey: undefined,
    report: undefined,
    // The official account itself is the member where there is no sender.
    memberId: message.senderId ?? message.conversationId,
    eventTime: null,
    // Few rules ask for them, and reading them costs more than judging.
    get elements(): readonly MessageElement[] {
      return (elements ??= elementsOf(request, members[message.platform] ?? null));
    },
    text,
    limits: {},
    request: {},
  };
}

function elementsOf(request: string | null, member: string | null): MessageElement[] {
  const body = parsed(request);
  const message = member === null ? body : body[member];
  if (Array.isArray(message)) return message as MessageElement[];
  return 'contentType' in body
    ? [{ contentType: body['contentType'], content: contentOf(body['content']) }]
    : [];
}

function parsed(json: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** OpenIM's content is a JSON text itself. */
function contentOf(content: unknown): unknown {
  if (typeof content !== 'string') return content;
  try {
    return JSON.parse(content);
  } catch {
    return content;
  }
}
