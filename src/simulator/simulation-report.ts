import type { SimulatedEffect } from './reply-check.js';
import type { LatencyReport } from './latencies.js';

/** How many exchanges ended how. */
export type EffectCounts = Readonly<Record<SimulatedEffect, number>>;

/** What came of the callbacks of one command. */
export interface CommandReport extends EffectCounts {
  readonly command: string;
  readonly sent: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Something that is not as it should be, as often as it was seen. */
export interface SimulatedFault {
  readonly command: string;
  readonly detail: string;
  readonly count: number;
  /** The first answer with it: status and body. */
  readonly answer: string;
}

/** What came of a simulation. */
export interface SimulationReport {
  readonly seconds: number;
  readonly sent: number;
  readonly perSecond: number;
  /** Those sent because of another one's answer: the modify callback and the after-callback of a delivered message. */
  readonly followUps: number;
  readonly repeats: number;
  readonly heldBack: number;
  readonly malformed: number;
  readonly skewed: number;
  readonly answered: number;
  readonly effects: EffectCounts;
  /** Not answered in the vendor's time: 2 seconds for Tencent, 5 for OpenIM. */
  readonly late: number;
  /** By error of the connection, those that had no answer for another reason than time. */
  readonly unanswered: Readonly<Record<string, number>>;
  /** Answers that are not as the vendor's protocol wants them, or not what was promised. */
  readonly illegal: number;
  readonly latencyMs: LatencyReport;
  /** How much of it may be the simulator's own. */
  readonly lagMs: LatencyReport;
  /** Most callbacks first. */
  readonly commands: readonly CommandReport[];
  /** Most frequent first. */
  readonly faults: readonly SimulatedFault[];
}

/** Whether every callback was answered, in time, and legally. */
export function isClean({ late, illegal, sent, answered }: SimulationReport): boolean {
  return late === 0 && illegal === 0 && answered === sent;
}
