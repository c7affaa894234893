import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Database, reasonOf } from '../database/database.js';
import { RuleMetrics } from './rule.metrics.js';
import { MeasuredRates } from './measured-rates.js';
import { RuleChanges } from './versions/rule-changes.js';
import { ActiveRuleSet } from './versions/active-rule-set.js';
import { HitCounter } from './hit-counter.js';
import type { Rule } from './engine/rule.js';

const LOOK_MS = 1_000;
/** A rule is demoted above this multiple of its usual hits, but never below `FEW_HITS`. */
const TIMES_USUAL = 5;
const FEW_HITS = 100;

/** Demotes live rules to shadow that hit far more often than usual, because their author hardly meant that. */
@Injectable()
export class AutoDemotion implements OnModuleInit, OnApplicationShutdown {
  readonly #logger = new Logger(AutoDemotion.name);
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;

  constructor(
    private readonly registry: ActiveRuleSet,
    private readonly watch: HitCounter,
    private readonly measured: MeasuredRates,
    private readonly changes: RuleChanges,
    private readonly database: Database,
    private readonly metrics: RuleMetrics,
  ) {}

  onModuleInit(): void {
    this.#timer = setInterval(() => void this.#look(), LOOK_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    if (this.#isLooking || !this.database.ready) return;
    this.#isLooking = true;
    try {
      for (const rule of this.registry.rules) if (rule.state === 'live') await this.#lookAt(rule);
    } catch (error) {
      this.#logger.error(`A rule that hits too often could not be demoted to shadow: ${reasonOf(error)}`);
    }
    this.#isLooking = false;
  }

  async #lookAt(rule: Rule): Promise<void> {
    const { name, hitLimit } = rule;
    const { lastMinute, usual } = this.watch.rateOf(name);
    let limit = hitLimit ?? limitFor(usual);
    if (lastMinute <= limit) return;
    if (hitLimit === undefined) {
      limit = Math.max(limit, limitFor(await this.measured.perMinute(rule)));
      if (lastMinute <= limit) return;
    }
    const version = await this.changes.demoteToShadow(name, { hits: lastMinute, limit });
    this.watch.forget(name);
    if (version === undefined) return;
    this.metrics.rulesOnTrial.inc();
    this.#logger.error(
      `Rule ${name} hit ${lastMinute} times within 60 s, more than ${limit}: it is demoted to shadow by version ${version}.`,
    );
  }
}

function limitFor(perMinute: number): number {
  return Math.max(FEW_HITS, Math.ceil(TIMES_USUAL * perMinute));
}
