import { ApiProperty } from '@nestjs/swagger';
import { ADMIN_ROLES, type AdminRole } from '../admin-role.js';
import { NextCursor, type Page, PageItems } from '../page.js';

/** A call of the admin API, as it is written down before it is carried out. */
export interface AuditedCall {
  /** The name of the key. */
  readonly actor: string;
  readonly role: AdminRole;
  readonly address: string;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** JSON; null where there is none, or it is no JSON. */
  readonly body: string | null;
}

/** A call, and how it ended. */
export class AuditItem implements AuditedCall {
  @ApiProperty({ type: 'integer' })
  id!: number;

  @ApiProperty()
  at!: Date;

  @ApiProperty({ description: 'The name of the key.' })
  actor!: string;

  @ApiProperty({ enum: ADMIN_ROLES })
  role!: AdminRole;

  @ApiProperty({ description: 'Where the call came from.' })
  address!: string;

  @ApiProperty({ example: 'PUT' })
  method!: string;

  @ApiProperty({ description: 'Path and query.' })
  url!: string;

  @ApiProperty({ type: String, nullable: true, description: 'JSON; null: there was none, or no JSON.' })
  body!: string | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Null: it is under way, or the node died before it had ended.',
  })
  status!: number | null;
}

export class AuditPage implements Page<AuditItem, number> {
  @PageItems(AuditItem)
  items!: AuditItem[];

  @NextCursor('integer')
  nextCursor!: number | null;
}
