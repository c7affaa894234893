import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A member who may not send, in one conversation or in all of an app. Texts are stored through `encodeText`. */
@Entity('mute')
export class Mute {
  @PrimaryColumn('text', { name: 'app_id', primaryKeyConstraintName: 'mute_pk' })
  appId!: string;

  @PrimaryColumn('text', { name: 'user_id', primaryKeyConstraintName: 'mute_pk' })
  userId!: string;

  /** `''`: in every conversation. */
  @PrimaryColumn('text', { name: 'conversation_id', primaryKeyConstraintName: 'mute_pk', default: '' })
  conversationId!: string;

  /** Null: until it is removed. */
  @Column('timestamptz', { nullable: true })
  until!: Date | null;

  /** The code that the sender's client gets; null: the vendor's plain rejection. */
  @Column('integer', { nullable: true })
  code!: number | null;

  @Column('text', { default: '' })
  info!: string;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
