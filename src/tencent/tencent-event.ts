import type { CallbackHead } from '../pipeline/callback-platform.js';
import type { Callback } from '../pipeline/callback.js';
import { idempotencyKey } from '../idempotency/idempotency-key.js';
import { rememberSources } from '../json/element-source.js';
import type { MessageElement, CallbackEvent } from '../pipeline/callback-event.js';
import { LIMITS } from './tencent-limits.js';
import type { TencentMessageDto } from './tencent-message.dto.js';
import { timText } from './tim-text.js';

/** What a family reads from its own fields. */
export type FamilyFields = Pick<CallbackEvent, 'conversationId' | 'senderId' | 'memberId'> &
  Partial<Pick<CallbackEvent, 'topicId' | 'conversationType' | 'operatorId' | 'messageKey'>>;

/**
 * A Tencent message in our own terms.
 *
 * @param fields what is the family's own
 */
export function tencentEvent(
  callback: Callback,
  message: TencentMessageDto,
  fields: FamilyFields,
): CallbackEvent {
  const elements = message.MsgBody as unknown as MessageElement[];
  const span = callback.members.get('MsgBody');
  if (span) rememberSources(elements, callback.text, span);
  const head = callback.platform.head(callback);
  return {
    platform: callback.platform.name,
    family: callback.route.family,
    ...head,
    topicId: null,
    conversationType: null,
    operatorId: null,
    messageKey: null,
    ...fields,
    idempotencyKey: keyOf(callback, head, fields),
    eventTime: millisOf(message.EventTime),
    elements,
    text: timText(elements),
    cloudCustomData: message.CloudCustomData ?? null,
    limits: LIMITS,
    request: message as unknown as Record<string, unknown>,
  };
}

/** Without the vendor's own id nothing tells a repeat from another message that says the same. */
function keyOf(
  callback: Callback,
  { command, appId }: CallbackHead,
  fields: FamilyFields,
): string | undefined {
  const { messageKey, conversationId, topicId, senderId } = fields;
  if (!messageKey) return undefined;
  const content = [callback.member('MsgBody'), callback.member('CloudCustomData')];
  return idempotencyKey('tencent', command, appId, conversationId, topicId, senderId, messageKey, ...content);
}

/** The source of a number's digits where they are an id: it may be larger than a double holds exactly. */
export function digitsOf(callback: Callback, name: string): string | null {
  const source = callback.member(name);
  if (source === undefined) return null;
  const digits = source.startsWith('"') ? (callback.stringMember(name) ?? '') : source;
  return /^\d{1,64}$/.test(digits) ? digits : null;
}

/** Milliseconds as the vendor writes them: a number or a string. */
export function millisOf(time: unknown): number | null {
  const millis = typeof time === 'string' && time !== '' ? Number(time) : time;
  return typeof millis === 'number' && Number.isSafeInteger(millis) ? millis : null;
}
