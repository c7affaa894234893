import { ApiProperty } from '@nestjs/swagger';
import type { AdminKey } from './admin-key.entity.js';
import { ADMIN_ROLES, type AdminRole } from '../admin-role.js';
import { NextCursor, type Page, PageItems } from '../page.js';

/** A key as the API lists it: without the key itself. */
export class AdminKeyItem implements Omit<AdminKey, 'keyHash'> {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'Who holds the key: a person or a program.' })
  name!: string;

  @ApiProperty({ enum: ADMIN_ROLES })
  role!: AdminRole;

  @ApiProperty()
  createdAt!: Date;

  @ApiProperty({ description: 'The name of the key that made it.' })
  createdBy!: string;

  @ApiProperty({ type: Date, nullable: true, description: 'When the key expires.' })
  expiresAt!: Date | null;

  @ApiProperty({ type: Date, nullable: true, description: 'When the key was revoked.' })
  revokedAt!: Date | null;
}

/** A new key, with the key itself. Only this answer shows it. */
export class NewAdminKey extends AdminKeyItem {
  @ApiProperty({ description: 'Shown only once: Presend stores a hash of it.', example: 'psk_…' })
  key!: string;
}

export class AdminKeyPage implements Page<AdminKeyItem, string> {
  @PageItems(AdminKeyItem)
  items!: AdminKeyItem[];

  @NextCursor('string')
  nextCursor!: string | null;
}
