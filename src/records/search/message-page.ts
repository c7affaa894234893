import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { NextCursor, type Page, PageItems } from '../../admin/page.js';
import type { ColumnType } from '../record-column.js';
import { SHOWN_COLUMNS, type ShownColumn } from './message-item.js';

const TEXT = { type: String, nullable: true } as const;

const MOMENT = { type: Date, nullable: true } as const;

/** What the vendor reported about a message later; all members are null where it reported nothing. */
export class DeliveryItem {
  @ApiProperty({ type: String, enum: ['sent', 'failed', 'recalled', null], nullable: true })
  state!: 'sent' | 'failed' | 'recalled' | null;

  @ApiProperty(MOMENT)
  at!: Date | null;

  @ApiProperty({
    anyOf: [{ type: 'number' }, { type: 'string' }, { type: 'object', nullable: true, enum: [null] }],
    description: 'What the vendor calls it in its conversation; a number to its last digit.',
  })
  seq!: number | string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: "Of failed: the vendor's code." })
  code!: number | null;

  @ApiProperty(TEXT)
  info!: string | null;
}

/** What the vendor's own moderation said about a message. */
export class ModerationItem {
  @ApiProperty({ enum: ['blocked', 'passed'] })
  state!: 'blocked' | 'passed';

  @ApiProperty(MOMENT)
  at!: Date | null;
}

/** A record as the admin API shows it; a member that the vendor did not send is null. */
export class MessageItem {}

/** The members that do not come from the record's own row. */
const JOINED: Readonly<Record<string, ApiPropertyOptions>> = {
  delivery: {
    type: DeliveryItem,
    description: 'Of an allowed message whose vendor tells what becomes of it.',
    required: false,
  },
  moderation: { type: ModerationItem, description: 'Where the vendor moderated it, too.', required: false },
};

const JSON_TYPES: Readonly<Record<ColumnType, ApiPropertyOptions>> = {
  timestamptz: { type: Date },
  uuid: { type: String, format: 'uuid' },
  text: { type: String },
  int8: { type: 'integer' },
  int4: { type: 'integer' },
  float4: { type: Number },
  // A column of JSON names its class itself.
  jsonb: {},
};

for (const column of SHOWN_COLUMNS) describe(column.name, propertyOf(column));
for (const [name, property] of Object.entries(JOINED)) describe(name, property);

/** What a decorator of a member does; the members follow from the table's columns. */
function describe(name: string, property: ApiPropertyOptions): void {
  ApiProperty(property)(MessageItem.prototype, name);
}

function propertyOf({ definition, member }: ShownColumn): ApiPropertyOptions {
  const { type, nullable, oneOf } = definition;
  const isAny = member.api !== undefined && 'anyOf' in member.api;
  return {
    ...JSON_TYPES[type],
    ...(!isAny && nullable && !member.ofNull && { nullable: true }),
    ...(oneOf && { enum: [...oneOf] }),
    ...(member.ofNull === 'leaveOut' && { required: false }),
    ...member.api,
  } as ApiPropertyOptions;
}

export class MessagePage implements Page<MessageItem, string> {
  @PageItems(MessageItem)
  items!: MessageItem[];

  @NextCursor('string')
  nextCursor!: string | null;
}
