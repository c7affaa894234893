import { decodeText, encodeText } from '../database/pg-text.js';
import { JsonText } from '../json/json-text.js';
import { isMessage } from '../pipeline/callback-event.js';
import type { DeliveryReport } from '../pipeline/delivery-report.js';
import type { RejectedTarget } from '../pipeline/verdict.js';
import { messageBody } from './message-body.js';
import type { Jsonb, RecordColumn, RowOf } from './record-column.js';
import { fromRefusedTargets, RefusedTargetItem, toRefusedTargets } from './refused-targets.js';
import { toStoredReport } from './stored-report.js';

export const VERDICTS = ['allow', 'reject', 'discard'] as const;

/** Any JSON, as the vendor wrote it. */
const ANY_JSON = { type: Object, anyOf: [{}] };
const SHADOW = {
  type: 'object',
  properties: { verdict: { type: 'string', enum: [...VERDICTS] }, rule: { type: 'string' } },
  required: ['verdict', 'rule'],
  selfRequired: true,
  additionalProperties: false,
  description: 'What rules on trial would have said; null: the same.',
};
const OBSERVED = {
  type: 'object',
  additionalProperties: true,
  selfRequired: true,
  description:
    'What rules were told beside the message: level, strikes, counts, at; null: they asked for nothing.',
};

/**
 * The columns of `message_log`: the insert, the rows of the spool, the entity, the searches and the API's items follow
 * from this list. A new column is one entry here, **at the end**, and a migration: a spool may hold rows of an older
 * version, whose values stand in the same order and stop earlier.
 *
 * A text that comes from outside is stored with `encodeText`: PostgreSQL's text does not hold every string.
 */
export const RECORD_COLUMNS = {
  receivedAt: {
    type: 'timestamptz',
    isPrimary: true,
    of: ({ receivedAt }) => receivedAt.getTime(),
    item: {},
  },
  /** Time-ordered, made by the node that answered. */
  id: { type: 'uuid', isPrimary: true, of: ({ id }) => id, item: { before: 'receivedAt' } },
  platform: { type: 'text', of: ({ event }) => event.platform },
  family: { type: 'text', of: ({ event }) => event.family, item: { api: { example: 'group' } } },
  command: {
    type: 'text',
    of: ({ event }) => encodeText(event.command),
    item: { api: { example: 'Group.CallbackBeforeSendMsg' } },
  },
  appId: {
    type: 'text',
    of: ({ event }) => encodeText(event.appId),
    item: { api: { description: 'A SdkAppid, or openim.' } },
  },
  conversationId: {
    type: 'text',
    nullable: true,
    of: ({ event }) => encodeText(event.conversationId),
    item: {},
  },
  topicId: { type: 'text', nullable: true, of: ({ event }) => encodeText(event.topicId), item: {} },
  conversationType: { type: 'text', nullable: true, of: ({ event }) => encodeText(event.conversationType) },
  senderId: { type: 'text', nullable: true, of: ({ event }) => encodeText(event.senderId), item: {} },
  operatorId: { type: 'text', nullable: true, of: ({ event }) => encodeText(event.operatorId), item: {} },
  clientIp: { type: 'text', nullable: true, of: ({ event }) => encodeText(event.clientIp), item: {} },
  clientPlatform: {
    type: 'text',
    nullable: true,
    of: ({ event }) => encodeText(event.clientPlatform),
    item: {},
  },
  messageKey: {
    type: 'text',
    nullable: true,
    of: ({ event }) => encodeText(event.messageKey),
    item: { api: { description: "The vendor's own id of the message." } },
  },
  eventTime: {
    type: 'int8',
    nullable: true,
    of: ({ event }) => event.eventTime,
    item: { api: { description: 'Milliseconds since 1970, as the vendor says.' } },
  },
  /** The body of the request as it came, digit for digit. */
  request: {
    type: 'text',
    of: ({ requestText }) => encodeText(requestText),
    item: {
      name: 'body',
      toJson: (request: string, messageMember) => messageBody(decodeText(request), messageMember),
      api: { ...ANY_JSON, description: 'The message as it came; what was no JSON is a string.' },
    },
  },
  /** The text of the message as a person would read it. */
  readableText: { type: 'text', of: ({ event }) => encodeText(event.text) },
  cloudCustomData: {
    type: 'text',
    nullable: true,
    of: ({ event }) => encodeText(event.cloudCustomData),
    item: {},
  },
  verdict: {
    type: 'text',
    oneOf: VERDICTS,
    of: ({ verdict }) => verdict.kind,
    item: {},
  },
  code: {
    type: 'int4',
    nullable: true,
    of: ({ verdict }) => (verdict.kind === 'reject' ? verdict.code : null),
    item: { api: { description: 'Of reject: what the client got.' } },
  },
  info: {
    type: 'text',
    nullable: true,
    of: ({ verdict }) => (verdict.kind === 'reject' ? encodeText(verdict.info) : null),
    item: {},
  },
  decidedBy: {
    type: 'text',
    of: ({ decidedBy }) => encodeText(decidedBy),
    item: { api: { description: 'The policy that gave the verdict, or why none did.' } },
  },
  /** The elements that were delivered instead, as JSON; null where they were not changed. */
  deliveredBody: {
    type: 'text',
    nullable: true,
    of: ({ delivery }) => encodeText(delivery?.elements ?? null),
    item: {
      toJson: decodeText,
      api: { ...ANY_JSON, description: 'What left instead; null: nothing was changed.' },
    },
  },
  /** The custom data that was delivered instead, as JSON; null where it was not changed. */
  deliveredCustomData: {
    type: 'text',
    nullable: true,
    of: ({ delivery }) => encodeText(delivery?.cloudCustomData ?? null),
    item: {
      toJson: decodeText,
      api: { ...ANY_JSON, description: 'The custom data that left instead; null: it was not changed.' },
    },
  },
  failure: {
    type: 'text',
    nullable: true,
    of: ({ failures }) => (failures.length > 0 ? encodeText(failures.join('; ')) : null),
    item: { api: { description: 'What did not go as it should, in words.' } },
  },
  elapsedMs: {
    type: 'float4',
    of: ({ elapsedMs }) => elapsedMs,
    item: {
      toJson: (ms: number) => JSON.stringify(Math.round(ms * 1000) / 1000),
      api: { description: 'Milliseconds from the arrival to the answer.' },
    },
  },
  ruleSetVersion: {
    type: 'int8',
    nullable: true,
    of: ({ findings }) => findings?.ruleSetVersion ?? null,
    item: { before: 'deliveredBody' },
  },
  rule: {
    type: 'text',
    nullable: true,
    of: ({ findings }) => findings?.rule ?? null,
    item: { before: 'deliveredBody', api: { description: 'The rule that gave the verdict.' } },
  },
  /** The names of all rules that applied, as JSON. */
  ruleHits: {
    type: 'text',
    nullable: true,
    of: ({ findings }) => jsonOf(findings?.hits),
    item: {
      before: 'deliveredBody',
      toJson: decodeText,
      ofNull: '[]',
      api: { type: [String], description: 'All rules that applied.' },
    },
  },
  /** What rules in shadow would have said instead, as JSON: `{ verdict, rule }`; null where it is the same. */
  shadow: {
    type: 'text',
    nullable: true,
    of: ({ findings }) => jsonOf(findings?.shadow),
    item: { before: 'deliveredBody', toJson: decodeText, api: SHADOW },
  },
  /** What rules asked for beside the message, as JSON; null where they asked for nothing. */
  observed: {
    type: 'text',
    nullable: true,
    of: ({ findings }) => encodeText(jsonOf(findings?.observed)),
    item: { before: 'deliveredBody', toJson: decodeText, api: OBSERVED },
  },
  /** Null: a message. */
  kind: {
    type: 'text',
    nullable: true,
    oneOf: ['action', 'notice'],
    of: ({ event }) => (isMessage(event) ? null : event.kind!),
    item: { ofNull: 'leaveOut', api: { description: 'Left out: a message.' } },
  },
  /** The targets for whom an allowed action was refused. */
  refusedTargets: {
    type: 'jsonb' as Jsonb<readonly RejectedTarget[]>,
    nullable: true,
    of: ({ verdict }) => toRefusedTargets(verdict),
    item: {
      ofNull: 'leaveOut',
      toJson: (targets: readonly RejectedTarget[]) => JSON.stringify(fromRefusedTargets(targets)),
      api: { type: [RefusedTargetItem], description: 'For whom an allowed action did not go on.' },
    },
  },
  /** Of a notice: what it tells about messages. */
  report: {
    type: 'jsonb' as Jsonb<DeliveryReport>,
    nullable: true,
    of: ({ event }) => toStoredReport(event.report),
  },
} as const satisfies Readonly<Record<string, RecordColumn>>;

/** A row of `message_log` as the driver gives it. */
export type StoredRow = RowOf<typeof RECORD_COLUMNS>;

/** The columns with their names in the code, in the order of a row. */
export const COLUMN_LIST: readonly (readonly [name: string, column: RecordColumn])[] =
  Object.entries(RECORD_COLUMNS);

function jsonOf(value: unknown): string | null {
  if (value === undefined) return null;
  return value instanceof JsonText ? value.text : JSON.stringify(value);
}
