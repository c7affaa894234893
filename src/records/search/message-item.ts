import { memberSpans } from '../../json/json-spans.js';
import type { RejectedTarget } from '../../pipeline/verdict.js';
import { decodeText } from '../../database/pg-text.js';
import { fromRefusedTargets } from './refused-targets.js';
import type { MessageItem } from './message-page.js';

/** A row of `message_log` as the driver gives it. */
export interface StoredRecord {
  readonly id: string;
  readonly received_at: Date;
  readonly received_ms: number;
  readonly platform: string;
  readonly family: string;
  readonly command: string;
  readonly app_id: string;
  readonly conversation_id: string | null;
  readonly topic_id: string | null;
  readonly sender_id: string | null;
  readonly operator_id: string | null;
  readonly client_ip: string | null;
  readonly client_platform: string | null;
  readonly message_key: string | null;
  readonly event_time: string | null;
  readonly request: string;
  readonly cloud_custom_data: string | null;
  readonly verdict: string;
  readonly code: number | null;
  readonly info: string | null;
  readonly decided_by: string;
  readonly rule_set_version: string | null;
  readonly rule: string | null;
  readonly rule_hits: string | null;
  readonly shadow: string | null;
  readonly observed: string | null;
  readonly delivered_body: string | null;
  readonly delivered_custom_data: string | null;
  readonly failure: string | null;
  readonly elapsed_ms: number;
  readonly kind: string | null;
  readonly refused_targets: readonly RejectedTarget[] | null;
}

/**
 * A record as the admin API shows it, a JSON text. The bodies are copied from the request's source, so that
 * no digit of a large number is lost.
 *
 * @param messageMember the member of the request that holds the message; null shows the whole request
 * @param more members that are known from elsewhere, each a JSON text
 */
export function itemOf(
  record: StoredRecord,
  messageMember: string | null,
  more: Readonly<Record<string, string>> = {},
): string {
  const request = decodeText(record.request);
  return objectText({
    id: text(record.id),
    receivedAt: text(record.received_at.toISOString()),
    family: text(record.family),
    command: text(decodeText(record.command)),
    appId: text(decodeText(record.app_id)),
    conversationId: text(decodeText(record.conversation_id)),
    topicId: text(decodeText(record.topic_id)),
    senderId: text(decodeText(record.sender_id)),
    operatorId: text(decodeText(record.operator_id)),
    clientIp: text(decodeText(record.client_ip)),
    clientPlatform: text(decodeText(record.client_platform)),
    messageKey: text(decodeText(record.message_key)),
    eventTime: record.event_time ?? 'null',
    body: jsonOrText(bodyOf(request, messageMember)),
    cloudCustomData: text(decodeText(record.cloud_custom_data)),
    verdict: text(record.verdict),
    code: text(record.code),
    info: text(decodeText(record.info)),
    decidedBy: text(decodeText(record.decided_by)),
    ruleSetVersion: record.rule_set_version ?? 'null',
    rule: text(record.rule),
    ruleHits: record.rule_hits ?? '[]',
    shadow: record.shadow ?? 'null',
    observed: decodeText(record.observed) ?? 'null',
    deliveredBody: decodeText(record.delivered_body) ?? 'null',
    deliveredCustomData: decodeText(record.delivered_custom_data) ?? 'null',
    failure: text(decodeText(record.failure)),
    elapsedMs: text(Math.round(record.elapsed_ms * 1000) / 1000),
    ...(record.kind !== null && { kind: text(record.kind) }),
    ...(record.refused_targets && {
      refusedTargets: JSON.stringify(fromRefusedTargets(record.refused_targets)),
    }),
    ...more,
  });
}

function objectText(members: { readonly [Name in keyof MessageItem]: string }): string {
  return `{${Object.entries(members)
    .map(([name, json]) => `${JSON.stringify(name)}:${json}`)
    .join(',')}}`;
}

function text(value: string | number | null): string {
  return JSON.stringify(value);
}

function bodyOf(request: string, messageMember: string | null): string {
  const span = messageMember === null ? undefined : memberSpans(request)?.get(messageMember);
  return span ? request.slice(span[0], span[1]) : request;
}

/** What is not JSON, as a malformed callback may be, is shown as a string. */
function jsonOrText(source: string): string {
  try {
    JSON.parse(source);
    return source;
  } catch {
    return JSON.stringify(source);
  }
}
