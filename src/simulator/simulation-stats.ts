import type { OutgoingRequest } from './outgoing-request.js';
import type { Exchange } from './exchange.js';
import type { ReplyCheck, SimulatedEffect } from './reply-check.js';
import { Latencies } from './latencies.js';
import type { CommandReport, EffectCounts, SimulatedFault, SimulationReport } from './simulation-report.js';

const NONE: EffectCounts = { deliver: 0, change: 0, refuse: 0, drop: 0, fail: 0, 'turned-away': 0 };
const MOST_SHOWN = 300;

interface CommandCounts {
  sent: number;
  readonly effects: Record<SimulatedEffect, number>;
  readonly latencies: Latencies;
}

/** Counts what is sent and what comes back. */
export class SimulationStats {
  readonly #startedAt = performance.now();
  readonly #commands = new Map<string, CommandCounts>();
  readonly #latencies = new Latencies();
  readonly #lags = new Latencies();
  readonly #errors: Record<string, number> = {};
  readonly #faults = new Map<string, { -readonly [K in keyof SimulatedFault]: SimulatedFault[K] }>();
  #illegal = 0;
  readonly #of = { followUps: 0, repeats: 0, heldBack: 0, malformed: 0, skewed: 0 };

  sent(dispatch: OutgoingRequest): void {
    this.#countsOf(dispatch).sent++;
    if (dispatch.isFollowUp) this.#of.followUps++;
    if (dispatch.holdMs > 0 && !dispatch.repeats && !dispatch.isFollowUp) this.#of.heldBack++;
    if (dispatch.repeats) this.#of.repeats++;
    if (dispatch.flaw !== null) this.#of.malformed++;
    if (dispatch.skewS !== 0) this.#of.skewed++;
  }

  unanswered({ error, lagMs }: Exchange): void {
    this.#lags.add(lagMs);
    this.#errors[error ?? 'unknown'] = (this.#errors[error ?? 'unknown'] ?? 0) + 1;
  }

  answered({ dispatch, answer, ms, lagMs }: Exchange, { effect, faults }: ReplyCheck): void {
    const counts = this.#countsOf(dispatch);
    counts.effects[effect]++;
    counts.latencies.add(ms);
    this.#latencies.add(ms);
    this.#lags.add(lagMs);
    if (faults.length > 0) this.#illegal++;
    for (const detail of faults) this.#fault(dispatch, detail, `${answer?.status} ${answer?.text}`);
  }

  report(): SimulationReport {
    const seconds = (performance.now() - this.#startedAt) / 1_000;
    const all = [...this.#commands.values()];
    const sent = all.reduce((sum, counts) => sum + counts.sent, 0);
    const { timeout: late = 0, ...unanswered } = this.#errors;
    const effects = { ...NONE };
    for (const counts of all) {
      for (const effect of Object.keys(effects) as SimulatedEffect[])
        effects[effect] += counts.effects[effect];
    }
    return {
      seconds: Number(seconds.toFixed(3)),
      sent,
      perSecond: Number((sent / seconds).toFixed(1)),
      ...this.#of,
      answered: Object.values(effects).reduce((sum, count) => sum + count, 0),
      effects,
      late,
      unanswered,
      illegal: this.#illegal,
      latencyMs: this.#latencies.report(),
      lagMs: this.#lags.report(),
      commands: [...this.#commands].map(commandReport).sort((one, other) => other.sent - one.sent),
      faults: [...this.#faults.values()].sort((one, other) => other.count - one.count),
    };
  }

  #countsOf({ callback: { command } }: OutgoingRequest): CommandCounts {
    let counts = this.#commands.get(command);
    if (!counts) {
      counts = { sent: 0, effects: { ...NONE }, latencies: new Latencies() };
      this.#commands.set(command, counts);
    }
    return counts;
  }

  #fault({ callback: { command } }: OutgoingRequest, detail: string, answer: string): void {
    const key = `${command} ${detail}`;
    const seen = this.#faults.get(key);
    if (seen) seen.count++;
    else this.#faults.set(key, { command, detail, count: 1, answer: answer.slice(0, MOST_SHOWN) });
  }
}

function commandReport([command, { sent, effects, latencies }]: [string, CommandCounts]): CommandReport {
  const { p50, p99, max } = latencies.report();
  return { command, sent, ...effects, p50, p99, max };
}
