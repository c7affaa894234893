import { ApiProperty } from '@nestjs/swagger';
import { ADMIN_ROLES, type AdminRole } from '../admin-role.js';
import { NextCursor, type Page, PageItems } from '../page.js';

/** A call of the admin API, as the audit log records it before the call runs. */
export interface AuditedCall {
  /** The name of the key. */
  readonly actor: string;
  readonly role: AdminRole;
  readonly address: string;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** JSON; null if the call has no body, or a body that is not JSON. */
  readonly body: string | null;
}

/** A call and its status. */
export class AuditItem implements AuditedCall {
  @ApiProperty({ type: 'integer' })
  id!: number;

  @ApiProperty()
  at!: Date;

  @ApiProperty({ description: 'The name of the key.' })
  actor!: string;

  @ApiProperty({ enum: ADMIN_ROLES })
  role!: AdminRole;

  @ApiProperty({ description: 'The address that the call came from.' })
  address!: string;

  @ApiProperty({ example: 'PUT' })
  method!: string;

  @ApiProperty({ description: 'Path and query.' })
  url!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'JSON; null: the call had no body, or a body that is not JSON.',
  })
  body!: string | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Null: the call still runs, or the node crashed before it ended.',
  })
  status!: number | null;
}

export class AuditPage implements Page<AuditItem, number> {
  @PageItems(AuditItem)
  items!: AuditItem[];

  @NextCursor('integer')
  nextCursor!: number | null;
}
