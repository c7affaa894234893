import { ApiProperty } from '@nestjs/swagger';
import { NextCursor, type Page, PageItems } from '../admin/page.js';

/** A live rule that Presend demoted to shadow. */
export class Incident {
  @ApiProperty({ type: 'integer' })
  id!: number;

  @ApiProperty()
  happenedAt!: Date;

  @ApiProperty({ example: 'no-casino' })
  rule!: string;

  @ApiProperty({ type: 'integer', description: 'The version in which it was live.' })
  version!: number;

  @ApiProperty({ type: 'integer', description: 'Within 60 seconds, on the node that saw it first.' })
  hits!: number;

  @ApiProperty({ type: 'integer' })
  hitLimit!: number;
}

export class IncidentPage implements Page<Incident, number> {
  @PageItems(Incident)
  items!: Incident[];

  @NextCursor('integer')
  nextCursor!: number | null;
}
