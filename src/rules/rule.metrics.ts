import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Metrics } from '../metrics/metrics.js';

/** Flood counts and demotions of rules. */
@Injectable()
export class RuleMetrics {
  readonly nodeCounts;
  readonly rulesOnTrial;

  constructor(metrics: Metrics) {
    const registers = [metrics.registry];
    this.nodeCounts = new Counter({
      name: 'presend_node_counts_total',
      help: 'Hits of flood rules that this node counted alone, because Redis was unavailable.',
      registers,
    });
    this.rulesOnTrial = new Counter({
      name: 'presend_rule_incidents_total',
      help: 'Live rules that were demoted to shadow automatically, because they hit too often.',
      registers,
    });
  }
}
