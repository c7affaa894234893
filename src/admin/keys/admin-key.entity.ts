import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { AdminRole } from '../admin-role.js';

/** A key of the admin API, without the key itself: that is shown once, to whoever makes it. */
@Entity('admin_key')
@Index('admin_key_name_uq', ['name'], { unique: true, where: 'revoked_at IS NULL' })
@Unique('admin_key_hash_uq', ['keyHash'])
@Check('admin_key_role_ck', `role IN ('admin', 'editor', 'moderator', 'viewer')`)
export class AdminKey {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'admin_key_pk' })
  id!: string;

  /** Who or what has it. */
  @Column('text')
  name!: string;

  @Column('text')
  role!: AdminRole;

  /**
   * SHA-256, without salt. Salt and slowness protect what people think up; a key is 256 random bits, which
   * nobody finds by trying, and it has to be looked up with every call.
   */
  @Column('bytea', { name: 'key_hash' })
  keyHash!: Buffer;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  /** The name of the key that made it; it stays when that one is gone. */
  @Column('text', { name: 'created_by' })
  createdBy!: string;

  /** From then on it is of no use. */
  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  /** When it was taken back; it stays, since the audit log names it. */
  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
