import { Get, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { AdminController } from '../admin/admin-controller.decorator.js';
import { type Page, pageOf } from '../admin/page.js';
import { Database } from '../database/database.service.js';
import { RuleSetPageDto } from './rule-set.dto.js';

interface IncidentRow {
  readonly id: string;
  readonly happened_at: Date;
  readonly rule: string;
  readonly version: string;
  readonly hits: number;
  readonly hit_limit: number;
}

/** A live rule that went on trial by itself. */
interface Incident {
  readonly id: number;
  readonly happenedAt: Date;
  readonly rule: string;
  /** The version in which it was live. */
  readonly version: number;
  /** Within 60 seconds, on the node that saw it first. */
  readonly hits: number;
  readonly hitLimit: number;
}

@AdminController('incidents')
export class IncidentsController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOperation({ summary: 'Lists the live rules that went on trial by themselves, newest first.' })
  async list(@Query() { limit, cursor }: RuleSetPageDto): Promise<Page<Incident, number>> {
    const { rows } = await this.database.pool.query<IncidentRow>(
      'SELECT * FROM incident WHERE id < $1 ORDER BY id DESC LIMIT $2',
      [cursor ?? Number.MAX_SAFE_INTEGER, limit + 1],
    );
    const found = rows.map((row) => ({
      id: Number(row.id),
      happenedAt: row.happened_at,
      rule: row.rule,
      version: Number(row.version),
      hits: row.hits,
      hitLimit: row.hit_limit,
    }));
    return pageOf(found, limit, ({ id }) => id);
  }
}
