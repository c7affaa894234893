import { crc32 } from 'node:zlib';
import { JsonText } from '../../json/json-text.js';
import type { CallbackEvent } from '../../pipeline/callback-event.js';
import { isThenable } from '../../resilience/thenable.js';
import { hourlyClock } from './clock-time.js';
import { clampText } from './text-limit.js';
import { isSentForSender, UNKNOWN_VENDOR, type VendorFacts, type VendorFactsByName } from './vendor-facts.js';

/** Finds the words of the company's keyword lists. */
export interface KeywordSource {
  /** Whether a text contains a word of a list. */
  has(list: string, text: string): boolean;
}

/** Counts hits. All nodes count together if they share a Redis. A count may have a fraction: see `windowAt`. */
export interface RateSource {
  /**
   * Adds a hit and returns how often the key was hit within the window, this hit included.
   *
   * @param seconds the length of the window
   * @param now milliseconds since 1970
   * @returns a promise if another process has to be asked
   */
  count(key: string, seconds: number, now: number): number | Promise<number>;
  /** Adds a message and returns how many senders sent a nearly equal text within the window, this one included. */
  sendersOfSimilar(
    text: string,
    sender: string,
    scope: string,
    seconds: number,
    now: number,
  ): number | Promise<number>;
}

/** What Presend knows about the sender. */
export interface SenderFacts {
  /** Empty: the sender has no level. `null`: the look-up failed, and rules that need the level are skipped. */
  readonly level: string | null;
  readonly strikes: number;
}

/** Facts beside the message that an evaluation used. A fact that no rule asked for is left out. */
export interface Observations extends Partial<SenderFacts> {
  /** Milliseconds since 1970. */
  readonly at?: number;
  /** Counts by their keys. */
  readonly counts?: Readonly<Record<string, number>>;
}

/** The sources that conditions read from. */
export interface FactSources {
  readonly keywords: KeywordSource;
  readonly rates: RateSource;
  readonly vendors: VendorFactsByName;
  /** The counts of an earlier evaluation of the same message. They replace what the rates return now. */
  readonly counts?: Observations['counts'];
}

/** The facts of one message. Each look-up and each count happens once, however many rules ask for it. */
export class MessageFacts {
  /** The variables of conditions, by name. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The lists that had a word in the message. */
  readonly foundLists = new Set<string>();
  /** By list and text. */
  readonly #keywords = new Map<string, Map<string, boolean>>();
  readonly #counting = new Map<string, number | Promise<number>>();
  #usesTime = false;

  /** @param now when the message was received, in milliseconds since 1970 */
  constructor(
    readonly event: CallbackEvent,
    readonly sender: SenderFacts,
    private readonly now: number,
    private readonly sources: FactSources,
  ) {
    this.variables = {
      facts__: this,
      text: clampText(event.text),
      app: event.appId,
      family: event.family,
      command: event.command,
      conversation: event.conversationId ?? '',
      conversation_type: event.conversationType ?? '',
      topic: event.topicId ?? '',
      sender: event.senderId ?? '',
      operator: event.operatorId ?? '',
      client_ip: event.clientIp ?? '',
      client_platform: event.clientPlatform ?? '',
      // Its old name: see OLD_VARIABLES.
      platform: event.clientPlatform ?? '',
      custom_data: clampText(event.cloudCustomData ?? ''),
      level: sender.level ?? '',
      strikes: BigInt(sender.strikes),
    };
  }

  hasKeyword(list: string, text: string): boolean {
    const reached = clampText(text);
    let byText = this.#keywords.get(list);
    if (!byText) this.#keywords.set(list, (byText = new Map()));
    let has = byText.get(reached);
    if (has === undefined) {
      has = this.sources.keywords.has(list, reached);
      byText.set(reached, has);
      if (has) this.foundLists.add(list);
    }
    return has;
  }

  countOf(key: string, seconds: number): number | Promise<number> {
    const ownKey = `${this.event.appId}\n${key}`;
    return this.#once(`${seconds} ${key}`, () => this.sources.rates.count(ownKey, seconds, this.now));
  }

  sendersOfSimilar(text: string, seconds: number): number | Promise<number> {
    const { appId, senderId } = this.event;
    return this.#once(`similar ${seconds} ${crc32(text)}`, () =>
      this.sources.rates.sendersOfSimilar(clampText(text), senderId ?? '', appId, seconds, this.now),
    );
  }

  /** The contents of the elements that have a type of the vendor. */
  elementsOf(type: string): unknown[] {
    const vendor = this.#vendor;
    return this.event.elements
      .filter((element) => vendor.elementType?.(element) === type)
      .map((element) => {
        const content = vendor.elementContent?.(element);
        return typeof content === 'object' && content !== null ? content : { content };
      });
  }

  /** Whether an administrator made the call. */
  get isAdminCall(): boolean {
    const vendor = this.#vendor;
    return vendor.isAdminCall ? vendor.isAdminCall(this.event) : isSentForSender(this.event);
  }

  /** Whether the local time of a zone is between two times of day. */
  isWithin(zone: string, from: string, to: string): boolean {
    this.#usesTime = true;
    return hourlyClock(zone).isWithin(this.now, from, to);
  }

  /**
   * The {@link Observations} with which a later evaluation of this message gives the same result.
   *
   * @param asked which facts about the sender the rules read
   */
  observed(asked: { readonly usesLevel: boolean; readonly usesStrikes: boolean }): JsonText | undefined {
    const { level, strikes } = this.sender;
    const members: string[] = [];
    if (asked.usesLevel) members.push(`"level":${JSON.stringify(level)}`);
    if (asked.usesStrikes) members.push(`"strikes":${strikes}`);
    if (this.#usesTime) members.push(`"at":${this.now}`);
    if (this.#counting.size > 0) members.push(`"counts":{${this.#counts().join(',')}}`);
    return members.length > 0 ? new JsonText(`{${members.join(',')}}`) : undefined;
  }

  get #vendor(): VendorFacts {
    return this.sources.vendors.get(this.event.platform) ?? UNKNOWN_VENDOR;
  }

  #once(key: string, count: () => number | Promise<number>): number | Promise<number> {
    const earlier = this.#counting.get(key);
    if (earlier !== undefined) return earlier;
    const counted = count();
    const known = this.sources.counts?.[key];
    const keep = (counting: number | Promise<number>): number | Promise<number> => {
      this.#counting.set(key, counting);
      return counting;
    };
    return keep(isThenable(counted) ? counted.then((now) => keep(known ?? now)) : (known ?? counted));
  }

  /** The finished counts, as members of a JSON object. */
  #counts(): string[] {
    const members: string[] = [];
    for (const [key, count] of this.#counting)
      if (typeof count === 'number') members.push(`${JSON.stringify(key)}:${count}`);
    return members;
  }
}
