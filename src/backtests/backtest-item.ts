import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { NextCursor, type Page, PageItems } from '../admin/page.js';
import { BACKTEST_STATES, type BacktestState } from './backtest.js';
import { BacktestReport, BacktestSample } from './backtest-report.js';

/** OpenAPI 3.0 has no other way to say that a reference may be null. */
const NULL = { type: 'object', nullable: true, enum: [null] };

/** One backtest, from the wish to its report. */
@ApiExtraModels(BacktestReport)
export class Backtest {
  @ApiProperty({ type: 'integer' })
  id!: number;

  @ApiProperty({ enum: BACKTEST_STATES })
  state!: BacktestState;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Null: rules that are in no version.' })
  version!: number | null;

  @ApiProperty({ type: Date, nullable: true, description: 'Null: from the first message on.' })
  from!: Date | null;

  @ApiProperty()
  to!: Date;

  @ApiProperty({ type: String, nullable: true })
  app!: string | null;

  @ApiProperty({ type: String, nullable: true })
  family!: string | null;

  @ApiProperty({ description: 'The name of a key.' })
  startedBy!: string;

  @ApiProperty()
  createdAt!: Date;

  @ApiProperty({ type: Date, nullable: true })
  finishedAt!: Date | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Messages to look at; null: not counted yet.',
  })
  total!: number | null;

  @ApiProperty({ type: 'integer' })
  done!: number;

  @ApiProperty({ type: String, nullable: true })
  failure!: string | null;

  @ApiProperty({
    oneOf: [{ $ref: getSchemaPath(BacktestReport) }, NULL],
    description: 'Null: it has not come to its end; in a list always.',
  })
  report!: BacktestReport | null;
}

export class BacktestPage implements Page<Backtest, number> {
  @PageItems(Backtest)
  items!: Backtest[];

  @NextCursor('integer')
  nextCursor!: number | null;
}

/** A sample with what people wrote. */
export class ReadableSample extends BacktestSample {
  @ApiProperty({ type: String, nullable: true, description: 'Null: the message is kept no longer.' })
  text!: string | null;
}

export class ReadableSamples {
  @PageItems(ReadableSample)
  items!: ReadableSample[];
}
