import type { Callback } from '../pipeline/callback.js';
import type { CallbackEvent } from '../pipeline/callback-event.js';
import { listOf, objectOf, ReadableText } from '../json/readable-text.js';
import { idempotencyKey } from '../idempotency/idempotency-key.js';
import type { TencentActionDto } from './tencent-action.dto.js';
import { millisOf } from './tencent-event.js';

/** What a command reads from its own fields. */
export type ActionFields = Pick<CallbackEvent, 'senderId'> &
  Partial<
    Pick<
      CallbackEvent,
      'conversationId' | 'conversationType' | 'operatorId' | 'targets' | 'text' | 'eventTime'
    >
  >;

/**
 * An action in our own terms.
 *
 * @param fields what is the command's own
 */
export function tencentAction(
  callback: Callback,
  body: TencentActionDto,
  fields: ActionFields,
): CallbackEvent {
  const head = callback.platform.head(callback);
  const eventTime = millisOf(body.EventTime);
  return {
    kind: 'action',
    platform: callback.platform.name,
    family: callback.route.family,
    ...head,
    conversationId: null,
    topicId: null,
    conversationType: null,
    operatorId: null,
    memberId: fields.senderId,
    messageKey: null,
    // Nobody does the same twice within a millisecond. Without a time nothing tells a repeat from a second try.
    idempotencyKey:
      eventTime === null ? undefined : idempotencyKey('tencent', head.command, head.appId, callback.text),
    eventTime,
    elements: [],
    text: '',
    cloudCustomData: null,
    limits: {},
    ...fields,
    request: body as unknown as Record<string, unknown>,
  };
}

/**
 * The ids in a list of `{ Member_Account: 'jared' }`, or of plain strings.
 *
 * @param member what holds the id
 */
export function accountsOf(list: unknown, member: string): string[] {
  return listOf(list).flatMap((item) => {
    const id = typeof item === 'string' ? item : objectOf(item)[member];
    return typeof id === 'string' ? [id] : [];
  });
}

/** What people would read, a line each; what is no text is passed over. */
export function linesOf(...texts: readonly unknown[]): string {
  const text = new ReadableText();
  for (const line of texts) text.add(line);
  return text.toString();
}
