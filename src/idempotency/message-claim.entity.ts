import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Which record a message of the last minutes has, by its key: of two nodes that are sent the same callback one
 * claims it, in the transaction of its record, and the other finds that record's answer.
 */
@Entity('message_claim')
export class MessageClaim {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'message_claim_pk' })
  key!: string;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('uuid')
  id!: string;

  /** When the claim was made: a record from a spool is received long before. */
  @Column('timestamptz', { name: 'claimed_at', default: () => 'now()' })
  claimedAt!: Date;
}
