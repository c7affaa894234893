import type { OutgoingRequest } from './outgoing-request.js';
import type { Exchange } from './exchange.js';
import type { ReplyCheck, SimulatedEffect } from './reply-check.js';
import { Latencies } from './latencies.js';
import type { CommandReport, EffectCounts, SimulatedFault, SimulationReport } from './simulation-report.js';

const NONE: EffectCounts = { deliver: 0, change: 0, refuse: 0, drop: 0, fail: 0, 'turned-away': 0 };
const MAX_ANSWER_CHARACTERS = 300;

interface CommandCounts {
  sent: number;
  readonly effects: Record<SimulatedEffect, number>;
  readonly latencies: Latencies;
}

/** Counts requests and answers. */
export class SimulationStats {
  readonly #startedAt = performance.now();
  readonly #commands = new Map<string, CommandCounts>();
  readonly #latencies = new Latencies();
  readonly #lags = new Latencies();
  readonly #errors: Record<string, number> = {};
  readonly #faults = new Map<string, { -readonly [K in keyof SimulatedFault]: SimulatedFault[K] }>();
  #illegal = 0;
  readonly #kinds = { followUps: 0, repeats: 0, heldBack: 0, malformed: 0, skewed: 0 };

  sent(request: OutgoingRequest): void {
    this.#countsOf(request).sent++;
    if (request.isFollowUp) this.#kinds.followUps++;
    if (request.holdMs > 0 && !request.duplicateOf && !request.isFollowUp) this.#kinds.heldBack++;
    if (request.duplicateOf) this.#kinds.repeats++;
    if (request.corruption !== null) this.#kinds.malformed++;
    if (request.skewS !== 0) this.#kinds.skewed++;
  }

  unanswered({ error, lagMs }: Exchange): void {
    this.#lags.add(lagMs);
    this.#errors[error ?? 'unknown'] = (this.#errors[error ?? 'unknown'] ?? 0) + 1;
  }

  answered({ request, answer, ms, lagMs }: Exchange, { effect, faults }: ReplyCheck): void {
    const counts = this.#countsOf(request);
    counts.effects[effect]++;
    counts.latencies.add(ms);
    this.#latencies.add(ms);
    this.#lags.add(lagMs);
    if (faults.length > 0) this.#illegal++;
    for (const detail of faults) this.#countFault(request, detail, `${answer?.status} ${answer?.text}`);
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
      ...this.#kinds,
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

  #countFault({ callback: { command } }: OutgoingRequest, detail: string, answer: string): void {
    const key = `${command} ${detail}`;
    const seen = this.#faults.get(key);
    if (seen) seen.count++;
    else this.#faults.set(key, { command, detail, count: 1, answer: answer.slice(0, MAX_ANSWER_CHARACTERS) });
  }
}

function commandReport([command, { sent, effects, latencies }]: [string, CommandCounts]): CommandReport {
  const { p50, p99, max } = latencies.report();
  return { command, sent, ...effects, p50, p99, max };
}
