import { ApiProperty } from '@nestjs/swagger';
import type { AdminKey } from './admin-key.entity.js';
import { ADMIN_ROLES, type AdminRole } from '../admin-role.js';
import { NextCursor, type Page, PageItems } from '../page.js';

/** A key as the API lists it: without the key itself. */
export class AdminKeyItem implements Omit<AdminKey, 'keyHash'> {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'Who or what has it.' })
  name!: string;

  @ApiProperty({ enum: ADMIN_ROLES })
  role!: AdminRole;

  @ApiProperty()
  createdAt!: Date;

  @ApiProperty({ description: 'The name of the key that made it.' })
  createdBy!: string;

  @ApiProperty({ type: Date, nullable: true, description: 'It is of no use from then on.' })
  expiresAt!: Date | null;

  @ApiProperty({ type: Date, nullable: true, description: 'When it was taken back.' })
  revokedAt!: Date | null;
}

/** A stored key, and the key itself: nobody sees it again. */
export class NewAdminKey extends AdminKeyItem {
  @ApiProperty({ description: 'Shown this once: only a hash of it is kept.', example: 'psk_…' })
  key!: string;
}

export class AdminKeyPage implements Page<AdminKeyItem, string> {
  @PageItems(AdminKeyItem)
  items!: AdminKeyItem[];

  @NextCursor('string')
  nextCursor!: string | null;
}
