import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * The level of a member in an app: a user, or an official account. One conversation may have a level of its own.
 * Texts are stored through `encodeText`.
 */
@Entity('member_level')
export class MemberLevel {
  @PrimaryColumn('text', { name: 'app_id', primaryKeyConstraintName: 'member_level_pk' })
  appId!: string;

  @PrimaryColumn('text', { name: 'user_id', primaryKeyConstraintName: 'member_level_pk' })
  userId!: string;

  /** `''`: the level for all conversations without one of their own. */
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
