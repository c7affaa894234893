import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { AdminRole } from '../admin-role.js';

/** A key of the admin API, without the key itself: only the call that makes it shows it. */
@Entity('admin_key')
@Index('admin_key_name_uq', ['name'], { unique: true, where: 'revoked_at IS NULL' })
@Unique('admin_key_hash_uq', ['keyHash'])
@Check('admin_key_role_ck', `role IN ('admin', 'editor', 'moderator', 'viewer')`)
export class AdminKey {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'admin_key_pk' })
  id!: string;

  /** Who holds the key: a person or a program. */
  @Column('text')
  name!: string;

  @Column('text')
  role!: AdminRole;

  /**
   * SHA-256, without salt. Salt and slow hashes protect passwords that people choose. A key is 256 random bits: no one
   * can guess it, and every call looks it up.
   */
  @Column('bytea', { name: 'key_hash' })
  keyHash!: Buffer;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  /** The name of the key that made this one; it stays when that key is revoked. */
  @Column('text', { name: 'created_by' })
  createdBy!: string;

  /** When the key expires. */
  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  /** When the key was revoked. The row stays, since the audit log names the key. */
  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
