import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { fingerprintOf } from './engine/rule-fingerprint.js';
import type { Rule } from './engine/rule.js';

/** How often rules would have hit in the past, as backtests found it. */
@Injectable()
export class MeasuredRates {
  constructor(private readonly database: Database) {}

  /** Hits a minute on all nodes together, by the last backtest of a rule; 0 where it had none. */
  async perMinute(rule: Rule): Promise<number> {
    const { rows } = await this.database.pool.query<{ per_minute: number }>(
      'SELECT per_minute FROM rule_rate WHERE fingerprint = $1',
      [fingerprintOf(rule)],
    );
    return rows[0]?.per_minute ?? 0;
  }
}
