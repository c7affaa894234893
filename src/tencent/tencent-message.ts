import { idempotencyKey } from '../idempotency/idempotency-key.js';
import { rememberSources } from '../json/element-source.js';
import { type CallbackEvent, createEvent, type MessageElement } from '../pipeline/callback-event.js';
import type { EventHead } from '../pipeline/commands/callback-platform.js';
import type { Callback } from '../pipeline/callback.js';
import { TENCENT_LIMITS } from './tencent-limits.js';
import type { TencentMessageDto } from './tencent-message.dto.js';
import { timText } from './tim-text.js';

/** The members of an event that each family reads from its own members of the body. */
export type FamilyFields = Pick<CallbackEvent, 'conversationId' | 'senderId' | 'memberId'> &
  Partial<Pick<CallbackEvent, 'topicId' | 'conversationType' | 'operatorId' | 'messageKey'>>;

/**
 * The event of a Tencent message.
 *
 * @param fields the members that differ between families
 */
export function tencentMessage(
  callback: Callback,
  message: TencentMessageDto,
  fields: FamilyFields,
): CallbackEvent {
  const elements = message.MsgBody as unknown as MessageElement[];
  const span = callback.members.get('MsgBody');
  if (span) rememberSources(elements, callback.text, span);
  const head = callback.platform.eventHead(callback);
  return createEvent({
    platform: callback.platform.name,
    family: callback.command!.family,
    ...head,
    ...fields,
    idempotencyKey: keyOf(callback, head, fields),
    eventTime: millisOf(message.EventTime),
    elements,
    text: timText(elements),
    cloudCustomData: message.CloudCustomData,
    limits: TENCENT_LIMITS,
    request: message as unknown as Record<string, unknown>,
  });
}

/** Without the vendor's own id a duplicate and a second message with the same text look the same. */
function keyOf(callback: Callback, { command, appId }: EventHead, fields: FamilyFields): string | undefined {
  const { messageKey, conversationId, topicId, senderId } = fields;
  if (!messageKey) return undefined;
  const content = [callback.member('MsgBody'), callback.member('CloudCustomData')];
  return idempotencyKey('tencent', command, appId, conversationId, topicId, senderId, messageKey, ...content);
}

/** The digits of a number that is an id, as text: it may be larger than a double holds exactly. */
export function digitsOf(callback: Callback, name: string): string | null {
  const source = callback.member(name);
  if (source === undefined) return null;
  const digits = source.startsWith('"') ? (callback.stringMember(name) ?? '') : source;
  return /^\d{1,64}$/.test(digits) ? digits : null;
}

/** Milliseconds, which the vendor writes as a number or a string. */
export function millisOf(time: unknown): number | null {
  const millis = typeof time === 'string' && time !== '' ? Number(time) : time;
  return typeof millis === 'number' && Number.isSafeInteger(millis) ? millis : null;
}
