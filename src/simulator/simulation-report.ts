import type { SimulatedEffect } from './reply-check.js';
import type { LatencyReport } from './latencies.js';

/** The number of answers for each effect. */
export type EffectCounts = Readonly<Record<SimulatedEffect, number>>;

/** The results for one command. Times are in milliseconds. */
export interface CommandReport extends EffectCounts {
  readonly command: string;
  readonly sent: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** A violation, and how often it was found. */
export interface SimulatedFault {
  readonly command: string;
  readonly detail: string;
  readonly count: number;
  /** The first answer with this violation: status and body. */
  readonly answer: string;
}

/** The results of a simulation. */
export interface SimulationReport {
  readonly seconds: number;
  readonly sent: number;
  readonly perSecond: number;
  /** Callbacks that follow a delivered message: OpenIM's modify callback, and after-callbacks. */
  readonly followUps: number;
  /** Callbacks that were sent a second time. */
  readonly repeats: number;
  readonly heldBack: number;
  readonly malformed: number;
  readonly skewed: number;
  readonly answered: number;
  readonly effects: EffectCounts;
  /** Callbacks without an answer within the vendor's timeout: 2 seconds for Tencent, 5 for OpenIM. */
  readonly late: number;
  /** Callbacks without an answer for other reasons, by the error of the connection. */
  readonly unanswered: Readonly<Record<string, number>>;
  /** Answers that break the vendor's protocol or a promise of Presend. */
  readonly illegal: number;
  readonly latencyMs: LatencyReport;
  /** The simulator's own delay, which is part of `latencyMs`. */
  readonly lagMs: LatencyReport;
  /** The command with the most callbacks first. */
  readonly commands: readonly CommandReport[];
  /** The most frequent violation first. */
  readonly faults: readonly SimulatedFault[];
}

/** Tells whether every callback was answered in time and correctly. */
export function isClean({ late, illegal, sent, answered }: SimulationReport): boolean {
  return late === 0 && illegal === 0 && answered === sent;
}
