import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';
import { Metrics } from '../metrics/metrics.js';
import { SECONDS } from '../metrics/seconds.js';

/** Commits of records, and the spool. */
@Injectable()
export class RecordMetrics {
  readonly commitRows;
  readonly commitSeconds;
  readonly spooledRecords;
  readonly spoolBytes;
  readonly spoolAge;

  constructor(private readonly metrics: Metrics) {
    const registers = [metrics.registry];
    this.commitRows = new Histogram({
      name: 'presend_group_commit_rows',
      help: 'Records in one commit.',
      buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500],
      registers,
    });
    this.commitSeconds = new Histogram({
      name: 'presend_group_commit_seconds',
      help: 'Time of a commit in PostgreSQL.',
      buckets: SECONDS,
      registers,
    });
    this.spooledRecords = new Counter({
      name: 'presend_spooled_records_total',
      help: 'Records that went to the spool instead of PostgreSQL.',
      registers,
    });
    this.spoolBytes = new Gauge({
      name: 'presend_spool_bytes',
      help: 'Bytes of records in the spool of this node.',
      registers,
    });
    this.spoolAge = new Gauge({
      name: 'presend_spool_age_seconds',
      help: 'Age of the oldest segment in the spool of this node; 0 if the spool is empty.',
      registers,
    });
  }

  /** Calls `measure`, which sets gauges, before each scrape. */
  onScrape(measure: () => void): void {
    this.metrics.onScrape(measure);
  }
}
