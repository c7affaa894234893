import { setTimeout as sleep } from 'node:timers/promises';
import { followUpOf } from '../testing/follow-up.js';
import type { VendorAnswer } from '../testing/vendor-answer.js';
import type { VendorCallback } from '../testing/vendor-callback.js';
import { SeededRandom } from './seeded-random.js';
import { type OutgoingRequest, outgoingRequestOf, type SimulatedCallers } from './outgoing-request.js';
import type { Exchange } from './exchange.js';
import { corruptionsOf } from './corruption.js';
import { isAnsweredAlike, isNamed, judge } from './reply-check.js';
import { keepSchedule, type Schedule } from './schedule.js';
import type { SimulationReport } from './simulation-report.js';
import { SimulationStats } from './simulation-stats.js';
import type { Traffic } from './traffic.js';
import { VendorConnection } from './vendor-connection.js';

/** How a vendor's day goes wrong; shares are from 0 to 1, all 0 where they are left out. */
export interface Disturbances {
  /** Of callbacks that come a second time, up to two seconds later. */
  readonly repeated?: number;
  /** Of callbacks that are held back for up to a second, so that later ones come before them. */
  readonly heldBack?: number;
  /** Of callbacks whose body is not what it should be. */
  readonly malformed?: number;
  /** Seconds by which the clock that signs is wrong at the most, before or after. */
  readonly skewS?: number;
}

export interface SimulationOptions {
  /** Where Presend is. */
  readonly url: string;
  readonly callers: SimulatedCallers;
  readonly traffic: Traffic;
  readonly pace: Schedule;
  readonly disturbances?: Disturbances;
  /** Whether a delivered message has its follow-ups: OpenIM's modify callback, the after-callbacks. Default: true. */
  readonly followUps?: boolean;
  /** At the most, at a time. Default: 256. */
  readonly connections?: number;
  /** Of the disturbances. Default: 1. */
  readonly seed?: number;
  /** Ends it early; what is under way is waited for. */
  readonly signal?: AbortSignal;
  /** Told of each answer, and of each that did not come. */
  readonly watch?: (exchange: Exchange) => void;
}

const CONNECTIONS = 256;
const REPEATED_WITHIN_MS = 2_000;
const HELD_BACK_MS = 1_000;
const FOLLOWS_AFTER_MS = 20;

/**
 * Plays the vendors in front of a Presend: sends their callbacks, judges each answer as they would, and counts.
 *
 * @example
 * const report = await new Simulation({
 *   url: 'http://127.0.0.1:3000',
 *   callers: { appId: '1400000001', openimSecret: 'a-secret' },
 *   traffic: new MixedTraffic(),
 *   pace: { rate: 500, seconds: 30 },
 * }).run();
 * report.illegal; // 0
 */
export class Simulation {
  readonly #connection: VendorConnection;
  readonly #chance: SeededRandom;
  readonly #tally = new SimulationStats();
  readonly #answers = new WeakMap<OutgoingRequest, Promise<VendorAnswer | null>>();
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #signal: AbortSignal;

  constructor(private readonly options: SimulationOptions) {
    const { url, connections = CONNECTIONS, seed = 1, signal = new AbortController().signal } = options;
    this.#connection = new VendorConnection(url, connections);
    this.#chance = new SeededRandom(seed);
    this.#signal = signal;
  }

  async run(): Promise<SimulationReport> {
    await keepSchedule(
      this.options.pace,
      (dueAt) => this.#send(this.options.traffic.next(), dueAt),
      this.#signal,
    );
    // Answers bring follow-ups.
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
    this.#connection.close();
    return this.#tally.report();
  }

  /** A callback of the traffic, with whatever happens to it. */
  #send(callback: VendorCallback, dueAt: number): void {
    const { repeated = 0, heldBack = 0, malformed = 0, skewS = 0 } = this.options.disturbances ?? {};
    const chance = this.#chance;
    const dispatch = outgoingRequestOf(callback, this.options.callers, {
      flaw: chance.happens(malformed) ? chance.pick(corruptionsOf(callback.platform)) : null,
      skewS: skewS > 0 ? Math.round((chance.unit() * 2 - 1) * skewS) : 0,
      holdMs: chance.happens(heldBack) ? chance.below(HELD_BACK_MS) : 0,
    });
    this.#start(dispatch, dueAt);
    if (dispatch.flaw !== null || !isNamed(callback) || !chance.happens(repeated)) return;
    const holdMs = dispatch.holdMs + 1 + chance.below(REPEATED_WITHIN_MS);
    this.#start({ ...dispatch, holdMs, repeats: dispatch }, dueAt);
  }

  #start(dispatch: OutgoingRequest, dueAt = 0): void {
    this.#tally.sent(dispatch);
    const exchange = this.#exchange(dispatch, dueAt);
    this.#underWay.add(exchange);
    void exchange.finally(() => this.#underWay.delete(exchange));
  }

  async #exchange(dispatch: OutgoingRequest, dueAt: number): Promise<void> {
    const { holdMs } = dispatch;
    if (holdMs > 0) await sleep(holdMs);
    const sending = this.#connection.send(dispatch, holdMs > 0 ? performance.now() : dueAt);
    this.#answers.set(
      dispatch,
      sending.then(({ answer }) => answer),
    );
    const exchange = await sending;
    this.options.watch?.(exchange);
    if (exchange.answer) await this.#judge(exchange, exchange.answer);
    else this.#tally.unanswered(exchange);
  }

  async #judge(exchange: Exchange, answer: VendorAnswer): Promise<void> {
    const { dispatch } = exchange;
    const { effect, faults } = judge(exchange, answer);
    const first = dispatch.repeats && (await this.#answers.get(dispatch.repeats));
    const isAlike = !first || isAnsweredAlike(answer, first);
    this.#tally.answered(exchange, {
      effect,
      faults: isAlike ? faults : [...faults, 'A repeat is answered otherwise than what it repeats.'],
    });
    const isDelivered = effect === 'deliver' || effect === 'change';
    if (!isDelivered || dispatch.repeats || dispatch.flaw !== null || this.#signal.aborted) return;
    this.#follow(dispatch.callback, answer);
  }

  #follow(callback: VendorCallback, answer: VendorAnswer): void {
    if (this.options.followUps === false) return;
    const following = followUpOf(callback, answer);
    if (!following) return;
    const holdMs = 1 + this.#chance.below(FOLLOWS_AFTER_MS);
    this.#start({ ...outgoingRequestOf(following, this.options.callers, { holdMs }), isFollowUp: true });
  }
}
