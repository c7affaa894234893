import { callbackOf } from '../testing/callback-of.js';
import type { VendorCallback } from '../testing/vendor-callback.js';
import { SeededRandom } from './seeded-random.js';
import { commandOf, platformOf, TRAFFIC_MIXES, type TrafficKind, type TrafficMix } from './traffic-mix.js';
import { writtenContent, writtenElements } from './written-message.js';

/** A source of callbacks. */
export interface Traffic {
  next(): VendorCallback;
}

export interface MixedTrafficOptions {
  /** Default: `TRAFFIC_MIXES.messages`. */
  readonly mix?: TrafficMix;
  /** The number of senders. A few of them write most of the messages. Default: 10,000. */
  readonly senders?: number;
  /** The number of groups, rooms and official accounts. A few of them get most of the messages. Default: 1,000. */
  readonly conversations?: number;
  /** The same seed gives the same texts, users and order. The ids of messages are always new. Default: 1. */
  readonly seed?: number;
}

/**
 * Callbacks as companies get them: a mix of commands, Chinese and English texts of all lengths, and images. A few users
 * write much, and many write little.
 *
 * @example
 * const traffic = new MixedTraffic({ mix: { group: 3, 'live-room': 1 }, senders: 1_000_000 });
 * await client.send(traffic.next());
 */
export class MixedTraffic implements Traffic {
  readonly #random: SeededRandom;
  readonly #kinds: readonly TrafficKind[];
  /** For each kind, the sum of the weights up to and including it. */
  readonly #ends: readonly number[];
  readonly #senders: number;
  readonly #conversations: number;

  constructor(options: MixedTrafficOptions = {}) {
    const { mix = TRAFFIC_MIXES.messages, senders = 10_000, conversations = 1_000, seed = 1 } = options;
    this.#random = new SeededRandom(seed);
    this.#senders = senders;
    this.#conversations = conversations;
    this.#kinds = Object.keys(mix) as TrafficKind[];
    let end = 0;
    this.#ends = this.#kinds.map((kind) => (end += mix[kind] ?? 0));
  }

  next(): VendorCallback {
    const at = this.#random.unit() * this.#ends.at(-1)!;
    return this.#callback(this.#kinds[this.#ends.findIndex((end) => at < end)]!);
  }

  #callback(kind: TrafficKind): VendorCallback {
    const random = this.#random;
    const sender = `u${random.zipf(this.#senders)}`;
    const conversation = random.zipf(this.#conversations);
    const command = commandOf(kind);
    if (platformOf(kind) === 'openim') {
      const fields = { sendID: sender, groupID: `g${conversation}`, ...writtenContent(random) };
      return replacing(callbackOf(command), fields);
    }
    return replacing(callbackOf(command), {
      GroupId: kind === 'live-room' ? `room_${conversation}` : `@TGS#g${conversation}`,
      ...(kind === 'live-room' ? { Type: 'Live' } : {}),
      Official_Account: `@TOA#_${conversation}`,
      From_Account: sender,
      Operator_Account: sender,
      To_Account: `u${random.zipf(this.#senders)}`,
      MsgBody: writtenElements(random),
    });
  }
}

/** Replaces the values of members that the callback has. */
function replacing(callback: VendorCallback, members: Readonly<Record<string, unknown>>): VendorCallback {
  const known = Object.entries(members).filter(([name]) => Object.hasOwn(callback.body, name));
  return { ...callback, body: { ...callback.body, ...Object.fromEntries(known) } };
}
