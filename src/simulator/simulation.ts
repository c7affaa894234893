import { setTimeout as sleep } from 'node:timers/promises';
import { followUpOf } from '../testing/follow-up.js';
import type { VendorAnswer } from '../testing/vendor-answer.js';
import type { VendorCallback } from '../testing/vendor-callback.js';
import { SeededRandom } from './seeded-random.js';
import { type OutgoingRequest, outgoingRequestOf, type SimulatedCallers } from './outgoing-request.js';
import type { Exchange } from './exchange.js';
import { corruptionsOf } from './corruption.js';
import { checkReply, hasMessageId, hasSameAnswer } from './reply-check.js';
import { keepSchedule, type Schedule } from './schedule.js';
import type { SimulationReport } from './simulation-report.js';
import { SimulationStats } from './simulation-stats.js';
import type { Traffic } from './traffic.js';
import { VendorConnection } from './vendor-connection.js';

/** Faults of a vendor that the simulator imitates. Shares are from 0 to 1; the default of all is 0. */
export interface Disturbances {
  /** The share of callbacks that are sent again, up to two seconds later. */
  readonly repeated?: number;
  /** The share of callbacks that are held back for up to a second. Later callbacks overtake them. */
  readonly heldBack?: number;
  /** The share of callbacks whose body is corrupted. */
  readonly malformed?: number;
  /** The largest error of the signing clock, in seconds, fast or slow. */
  readonly skewS?: number;
}

export interface SimulationOptions {
  /** The url of Presend. */
  readonly url: string;
  readonly callers: SimulatedCallers;
  readonly traffic: Traffic;
  readonly schedule: Schedule;
  readonly disturbances?: Disturbances;
  /** Whether to send what follows a delivered message: OpenIM's modify callback, after-callbacks. Default: true. */
  readonly followUps?: boolean;
  /** The largest number of open connections. Default: 256. */
  readonly connections?: number;
  /** The seed of the disturbances. Default: 1. */
  readonly seed?: number;
  /** Ends the simulation early. It still waits for answers to requests that it has sent. */
  readonly signal?: AbortSignal;
  /** Called for each request when its answer arrives or fails to. */
  readonly onExchange?: (exchange: Exchange) => void;
}

const CONNECTIONS = 256;
const DUPLICATED_WITHIN_MS = 2_000;
const HELD_BACK_UP_TO_MS = 1_000;
const FOLLOW_UP_WITHIN_MS = 20;

/**
 * Plays the vendors: sends their callbacks to a Presend, checks each answer as the vendor would, and counts.
 *
 * @example
 * const report = await new Simulation({
 *   url: 'http://127.0.0.1:3000',
 *   callers: { appId: '1400000001', openimSecret: 'a-secret' },
 *   traffic: new MixedTraffic(),
 *   schedule: { rate: 500, seconds: 30 },
 * }).run();
 * report.illegal; // 0
 */
export class Simulation {
  readonly #connection: VendorConnection;
  readonly #random: SeededRandom;
  readonly #stats = new SimulationStats();
  readonly #answers = new WeakMap<OutgoingRequest, Promise<VendorAnswer | null>>();
  readonly #pending = new Set<Promise<unknown>>();
  readonly #signal: AbortSignal;

  constructor(private readonly options: SimulationOptions) {
    const { url, connections = CONNECTIONS, seed = 1, signal = new AbortController().signal } = options;
    this.#connection = new VendorConnection(url, connections);
    this.#random = new SeededRandom(seed);
    this.#signal = signal;
  }

  /** Sends all callbacks, and resolves when the last answer has arrived or timed out. */
  async run(): Promise<SimulationReport> {
    await keepSchedule(
      this.options.schedule,
      (dueAt) => this.#send(this.options.traffic.next(), dueAt),
      this.#signal,
    );
    // An answer can start a follow-up.
    while (this.#pending.size > 0) await Promise.all(this.#pending);
    this.#connection.close();
    return this.#stats.report();
  }

  /** Sends one callback of the traffic, with its disturbances. */
  #send(callback: VendorCallback, dueAt: number): void {
    const { repeated = 0, heldBack = 0, malformed = 0, skewS = 0 } = this.options.disturbances ?? {};
    const random = this.#random;
    const request = outgoingRequestOf(callback, this.options.callers, {
      corruption: random.happens(malformed) ? random.pick(corruptionsOf(callback.platform)) : null,
      skewS: skewS > 0 ? Math.round((random.unit() * 2 - 1) * skewS) : 0,
      holdMs: random.happens(heldBack) ? random.below(HELD_BACK_UP_TO_MS) : 0,
    });
    this.#start(request, dueAt);
    if (request.corruption !== null || !hasMessageId(callback) || !random.happens(repeated)) return;
    const holdMs = request.holdMs + 1 + random.below(DUPLICATED_WITHIN_MS);
    this.#start({ ...request, holdMs, duplicateOf: request }, dueAt);
  }

  #start(request: OutgoingRequest, dueAt = 0): void {
    this.#stats.sent(request);
    const exchange = this.#exchange(request, dueAt);
    this.#pending.add(exchange);
    void exchange.finally(() => this.#pending.delete(exchange));
  }

  async #exchange(request: OutgoingRequest, dueAt: number): Promise<void> {
    const { holdMs } = request;
    if (holdMs > 0) await sleep(holdMs);
    const sending = this.#connection.send(request, holdMs > 0 ? performance.now() : dueAt);
    this.#answers.set(
      request,
      sending.then(({ answer }) => answer),
    );
    const exchange = await sending;
    this.options.onExchange?.(exchange);
    if (exchange.answer) await this.#check(exchange, exchange.answer);
    else this.#stats.unanswered(exchange);
  }

  async #check(exchange: Exchange, answer: VendorAnswer): Promise<void> {
    const { request } = exchange;
    const { effect, faults } = checkReply(exchange, answer);
    const first = request.duplicateOf && (await this.#answers.get(request.duplicateOf));
    const isSame = !first || hasSameAnswer(answer, first);
    this.#stats.answered(exchange, {
      effect,
      faults: isSame ? faults : [...faults, 'The duplicate got another answer than the first delivery.'],
    });
    const isDelivered = effect === 'deliver' || effect === 'change';
    if (!isDelivered || request.duplicateOf || request.corruption !== null || this.#signal.aborted) return;
    this.#sendFollowUp(request.callback, answer);
  }

  #sendFollowUp(callback: VendorCallback, answer: VendorAnswer): void {
    if (this.options.followUps === false) return;
    const following = followUpOf(callback, answer);
    if (!following) return;
    const holdMs = 1 + this.#random.below(FOLLOW_UP_WITHIN_MS);
    this.#start({ ...outgoingRequestOf(following, this.options.callers, { holdMs }), isFollowUp: true });
  }
}
