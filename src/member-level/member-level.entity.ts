import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * The level of a person, or of an official account, in an app; for one conversation it may be another.
 * Texts are stored through `encodeText`.
 */
@Entity('member_level')
export class MemberLevel {
  @PrimaryColumn('text', { name: 'app_id', primaryKeyConstraintName: 'member_level_pk' })
  appId!: string;

  @PrimaryColumn('text', { name: 'user_id', primaryKeyConstraintName: 'member_level_pk' })
  userId!: string;

  /** `''`: wherever no other level is set. */
  @PrimaryColumn('text', {
    name: 'conversation_id',
    primaryKeyConstraintName: 'member_level_pk',
    default: '',
  })
  conversationId!: string;

  /** As it is delivered, for instance `LV1`. */
  @Column('text')
  level!: string;

  @Column('text', { nullable: true })
  title!: string | null;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
