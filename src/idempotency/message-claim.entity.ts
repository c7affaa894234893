import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * The record of a recent message, by the message's key. If two nodes get the same callback, one of them claims it in
 * the transaction of its record. The other one finds that record and replies the same.
 */
@Entity('message_claim')
export class MessageClaim {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'message_claim_pk' })
  key!: string;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('uuid')
  id!: string;

  /** The time of the claim. A record from a spool was received long before. */
  @Column('timestamptz', { name: 'claimed_at', default: () => 'now()' })
  claimedAt!: Date;
}
