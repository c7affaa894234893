import { callbackOf } from '../testing/callback-of.js';
import type { VendorCallback } from '../testing/vendor-callback.js';
import { SeededRandom } from './seeded-random.js';
import { commandOf, platformOf, TRAFFIC_MIXES, type TrafficKind, type TrafficMix } from './traffic-mix.js';
import { writtenContent, writtenElements } from './written-message.js';

/** What a vendor has to say, one callback after another. */
export interface Traffic {
  next(): VendorCallback;
}

export interface MixedTrafficOptions {
  /** Default: `TRAFFIC_MIXES.messages`. */
  readonly mix?: TrafficMix;
  /** How many people write; the first of them most. Default: 10,000. */
  readonly senders?: number;
  /** How many groups, rooms and official accounts there are; the first of them are the busiest. Default: 1,000. */
  readonly conversations?: number;
  /** Texts, people and the order are the same again with the same seed; ids of messages never are. Default: 1. */
  readonly seed?: number;
}

/**
 * Callbacks as companies get them: a mix of commands, few people who write much and many who write little, texts of
 * all lengths in Chinese and English, and images.
 *
 * @example
 * const traffic = new MixedTraffic({ mix: { group: 3, 'live-room': 1 }, senders: 1_000_000 });
 * await client.send(traffic.next());
 */
export class MixedTraffic implements Traffic {
  readonly #chance: SeededRandom;
  readonly #kinds: readonly TrafficKind[];
  /** Of each kind, the sum of the weights up to it. */
  readonly #ends: readonly number[];
  readonly #senders: number;
  readonly #conversations: number;

  constructor(options: MixedTrafficOptions = {}) {
    const { mix = TRAFFIC_MIXES.messages, senders = 10_000, conversations = 1_000, seed = 1 } = options;
    this.#chance = new SeededRandom(seed);
    this.#senders = senders;
    this.#conversations = conversations;
    this.#kinds = Object.keys(mix) as TrafficKind[];
    let end = 0;
    this.#ends = this.#kinds.map((kind) => (end += mix[kind] ?? 0));
  }

  next(): VendorCallback {
    const at = this.#chance.unit() * this.#ends.at(-1)!;
    return this.#callback(this.#kinds[this.#ends.findIndex((end) => at < end)]!);
  }

  #callback(kind: TrafficKind): VendorCallback {
    const chance = this.#chance;
    const sender = `u${chance.zipf(this.#senders)}`;
    const conversation = chance.zipf(this.#conversations);
    const command = commandOf(kind);
    if (platformOf(kind) === 'openim') {
      const fields = { sendID: sender, groupID: `g${conversation}`, ...writtenContent(chance) };
      return replacing(callbackOf(command), fields);
    }
    return replacing(callbackOf(command), {
      GroupId: kind === 'live-room' ? `room_${conversation}` : `@TGS#g${conversation}`,
      ...(kind === 'live-room' ? { Type: 'Live' } : {}),
      Official_Account: `@TOA#_${conversation}`,
      From_Account: sender,
      Operator_Account: sender,
      To_Account: `u${chance.zipf(this.#senders)}`,
      MsgBody: writtenElements(chance),
    });
  }
}

/** Other values for those members that the callback has. */
function replacing(callback: VendorCallback, members: Readonly<Record<string, unknown>>): VendorCallback {
  const known = Object.entries(members).filter(([name]) => Object.hasOwn(callback.body, name));
  return { ...callback, body: { ...callback.body, ...Object.fromEntries(known) } };
}
