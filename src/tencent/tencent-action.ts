import { idempotencyKey } from '../idempotency/idempotency-key.js';
import { listOf, objectOf, ReadableText } from '../json/readable-text.js';
import { type CallbackEvent, createEvent } from '../pipeline/callback-event.js';
import type { Callback } from '../pipeline/callback.js';
import type { TencentActionDto } from './tencent-action.dto.js';
import { millisOf } from './tencent-message.js';

/** The members of an event that each command reads from its own members of the body. */
export type ActionFields = Pick<CallbackEvent, 'senderId'> &
  Partial<
    Pick<
      CallbackEvent,
      'conversationId' | 'conversationType' | 'operatorId' | 'targets' | 'text' | 'eventTime'
    >
  >;

/**
 * The event of an action.
 *
 * @param fields the members that differ between commands
 */
export function tencentAction(
  callback: Callback,
  body: TencentActionDto,
  fields: ActionFields,
): CallbackEvent {
  const head = callback.platform.eventHead(callback);
  const eventTime = millisOf(body.EventTime);
  return createEvent({
    kind: 'action',
    platform: callback.platform.name,
    family: callback.command!.family,
    ...head,
    memberId: fields.senderId,
    // No user does the same thing twice in a millisecond. Without a time a duplicate and a second try look the same.
    idempotencyKey:
      eventTime === null ? undefined : idempotencyKey('tencent', head.command, head.appId, callback.text),
    eventTime,
    ...fields,
    request: body as unknown as Record<string, unknown>,
  });
}

/**
 * The ids in a list of `{ Member_Account: 'jared' }`, or of plain strings.
 *
 * @param member the name of the member that holds the id
 */
export function accountsOf(list: unknown, member: string): string[] {
  return listOf(list).flatMap((item) => {
    const id = typeof item === 'string' ? item : objectOf(item)[member];
    return typeof id === 'string' ? [id] : [];
  });
}

/** The texts that a person reads, one line each; other values are left out. */
export function linesOf(...texts: readonly unknown[]): string {
  const text = new ReadableText();
  for (const line of texts) text.add(line);
  return text.toString();
}
