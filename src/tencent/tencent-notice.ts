import { idempotencyKey } from '../idempotency/idempotency-key.js';
import { listOf, ReadableText } from '../json/readable-text.js';
import { type CallbackEvent, createEvent, type MessageElement } from '../pipeline/callback-event.js';
import type { Callback } from '../pipeline/callback.js';
import type { DeliveryReport } from '../pipeline/delivery-report.js';
import { allAt, idAt, nameOf } from './member-path.js';
import { digitsOf, millisOf } from './tencent-message.js';
import { c2cMessageKey, groupMessageKey, groupMessageKeys } from './tencent-message-key.js';
import type { Notice } from './tencent-notices.js';
import { timText } from './tim-text.js';

type Body = Readonly<Record<string, unknown>>;

/** The event of a notice. A member of an unexpected type counts as not sent: no notice is malformed. */
export function tencentNotice(callback: Callback, notice: Notice, given: object): CallbackEvent {
  const body = given as Body;
  const head = callback.platform.eventHead(callback);
  const eventTime = timeOf(notice, body);
  const messageKey = keyOf(notice, callback, body);
  return createEvent({
    kind: 'notice',
    platform: callback.platform.name,
    family: callback.command!.family,
    ...head,
    conversationId: idAt(body, notice.conversation),
    topicId: idAt(body, ['TopicId']),
    conversationType: idAt(body, ['Type']),
    senderId: idAt(body, notice.sender),
    operatorId: idAt(body, ['Operator_Account']),
    messageKey,
    // A notice that is delivered again has the same text.
    idempotencyKey:
      eventTime === null ? undefined : idempotencyKey('tencent', head.command, head.appId, callback.text),
    eventTime,
    elements: listOf(body['MsgBody']).filter(isElement),
    text: textOf(notice, body),
    cloudCustomData: callback.stringMember('CloudCustomData'),
    report: reportOf(notice, callback, body, messageKey),
    request: body,
  });
}

function keyOf({ key }: Notice, callback: Callback, body: Body): string | null {
  if (key === 'group') return groupMessageKey(callback);
  return key === 'c2c' ? c2cMessageKey(callback) : key ? idAt(body, [key.at]) : null;
}

function timeOf({ time = { at: 'EventTime', unit: 'ms' } }: Notice, body: Body): number | null {
  const [first] = allAt(body, time.at);
  const value = millisOf(first);
  return value === null || time.unit === 'ms' ? value : value * 1_000;
}

function textOf({ text = [] }: Notice, body: Body): string {
  const lines = new ReadableText();
  lines.add(timText(body['MsgBody']));
  for (const path of text) for (const value of allAt(body, path)) lines.addOpaque(value);
  return lines.toString();
}

function reportOf(
  { report, key, names = [] }: Notice,
  callback: Callback,
  body: Body,
  messageKey: string | null,
): DeliveryReport | undefined {
  if (!report) return undefined;
  const keys = key === 'group' ? groupMessageKeys(callback) : messageKey === null ? [] : [messageKey];
  const known = names.flatMap((path) => digitsOf(callback, path) ?? allAt(body, path).flatMap(namesIn));
  const named = { ...(keys.length > 0 && { keys }), ...(known.length > 0 && { names: known }) };
  if (report === 'moderated') return { state: isZero(body['CtxcbResult']) ? 'passed' : 'blocked', ...named };
  if (report === 'recalled') return { state: report, ...named };
  // The vendor sends this notice after a failure too.
  const isFailed = report === 'failed' || !isZero(body['SendMsgResult']);
  if (!isFailed) return { state: 'sent', ...named };
  const code = Number(body['ErrorCode'] ?? body['SendMsgResult']);
  const info = body['ErrorInfo'];
  return {
    state: 'failed',
    ...named,
    code: Number.isInteger(code) ? code : null,
    info: typeof info === 'string' ? info : '',
  };
}

function namesIn(value: unknown): string[] {
  const name = nameOf(value);
  return name ? [name] : [];
}

function isZero(value: unknown): boolean {
  return value === undefined || value === null || Number(value) === 0;
}

function isElement(value: unknown): value is MessageElement {
  return typeof value === 'object' && value !== null;
}
