import { Get, Query } from '@nestjs/common';
import { AdminController } from '../admin/admin-controller.decorator.js';
import { ApiCall } from '../admin/api-call.decorator.js';
import { pageOf } from '../admin/page.js';
import { Database } from '../database/database.js';
import { IncidentPage } from './incident-item.js';
import { RuleSetPageDto } from './versions/rule-set.dto.js';

interface IncidentRow {
  readonly id: string;
  readonly happened_at: Date;
  readonly rule: string;
  readonly version: string;
  readonly hits: number;
  readonly hit_limit: number;
}

@AdminController('incidents')
export class IncidentsController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiCall({
    id: 'listIncidents',
    summary: 'Lists the live rules that Presend demoted to shadow, newest first.',
    answer: IncidentPage,
  })
  async list(@Query() { limit, cursor }: RuleSetPageDto): Promise<IncidentPage> {
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
