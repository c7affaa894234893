import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { DeliveryReport } from '../pipeline/delivery-report.js';
import type { RejectedTarget } from '../pipeline/verdict.js';

/**
 * The stored outcome of one callback: the table `message_log`, partitioned by the day of `receivedAt`.
 *
 * Texts are stored through `encodeText`. The entity describes the table for searches and for the drift check;
 * rows are written by the group commit.
 */
@Entity('message_log')
@Index('message_log_conversation_ix', { synchronize: false })
@Index('message_log_sender_ix', { synchronize: false })
@Index('message_log_report_ix', { synchronize: false })
@Index('message_log_named_ix', { synchronize: false })
@Check('message_log_verdict_ck', `verdict IN ('allow', 'reject', 'discard')`)
export class MessageRecord {
  @PrimaryColumn('timestamptz', { name: 'received_at', primaryKeyConstraintName: 'message_log_pk' })
  receivedAt!: Date;

  /** Time-ordered, made by the node that answered. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'message_log_pk' })
  id!: string;

  @Column('text')
  platform!: string;

  @Column('text')
  family!: string;

  @Column('text')
  command!: string;

  @Column('text', { name: 'app_id' })
  appId!: string;

  @Column('text', { name: 'conversation_id', nullable: true })
  conversationId!: string | null;

  @Column('text', { name: 'topic_id', nullable: true })
  topicId!: string | null;

  @Column('text', { name: 'conversation_type', nullable: true })
  conversationType!: string | null;

  @Column('text', { name: 'sender_id', nullable: true })
  senderId!: string | null;

  @Column('text', { name: 'operator_id', nullable: true })
  operatorId!: string | null;

  @Column('text', { name: 'client_ip', nullable: true })
  clientIp!: string | null;

  @Column('text', { name: 'client_platform', nullable: true })
  clientPlatform!: string | null;

  @Column('text', { name: 'message_key', nullable: true })
  messageKey!: string | null;

  /** Milliseconds since 1970, as the vendor says. */
  @Column('bigint', { name: 'event_time', nullable: true })
  eventTime!: string | null;

  /** The body of the request as it came, digit for digit. */
  @Column('text')
  request!: string;

  /** What a person would read of it. */
  @Column('text', { name: 'readable_text' })
  readableText!: string;

  @Column('text', { name: 'cloud_custom_data', nullable: true })
  cloudCustomData!: string | null;

  @Column('text')
  verdict!: 'allow' | 'reject' | 'discard';

  @Column('integer', { nullable: true })
  code!: number | null;

  @Column('text', { nullable: true })
  info!: string | null;

  @Column('text', { name: 'decided_by' })
  decidedBy!: string;

  @Column('bigint', { name: 'rule_set_version', nullable: true })
  ruleSetVersion!: string | null;

  /** The elements that left, as a JSON text; null where they left as they came. */
  @Column('text', { name: 'delivered_body', nullable: true })
  deliveredBody!: string | null;

  /** The custom data that left, as a JSON text; null where it left as it came. */
  @Column('text', { name: 'delivered_custom_data', nullable: true })
  deliveredCustomData!: string | null;

  /** What did not go as it should, in words. */
  @Column('text', { nullable: true })
  failure!: string | null;

  @Column('real', { name: 'elapsed_ms' })
  elapsedMs!: number;

  /** The rule that gave the verdict. */
  @Column('text', { nullable: true })
  rule!: string | null;

  /** The names of all rules that applied, as a JSON text. */
  @Column('text', { name: 'rule_hits', nullable: true })
  ruleHits!: string | null;

  /** What rules on trial would have said instead, as a JSON text `{ verdict, rule }`; null where the same. */
  @Column('text', { nullable: true })
  shadow!: string | null;

  /** What rules were told beside the message, as a JSON text; null where they asked for nothing. */
  @Column('text', { nullable: true })
  observed!: string | null;
  /** Null: a message. */
  @Column('text', { nullable: true })
  kind!: 'action' | 'notice' | null;

  /** For whom an allowed action did not go on; each of its texts as `encodeText` has it. */
  @Column('jsonb', { name: 'refused_targets', nullable: true })
  refusedTargets!: RejectedTarget[] | null;

  /** Of a notice: what it tells of messages; each of its texts as `encodeText` has it. */
  @Column('jsonb', { nullable: true })
  report!: DeliveryReport | null;
}
