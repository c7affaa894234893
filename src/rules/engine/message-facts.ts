import { crc32 } from 'node:zlib';
import { JsonText } from '../../json/json-text.js';
import type { MessageElement, CallbackEvent } from '../../pipeline/callback-event.js';
import { isThenable } from '../../resilience/thenable.js';
import { hourlyClock } from './clock-time.js';
import { clampText } from './text-limit.js';

/** Finds words of the company's lists. */
export interface KeywordSource {
  /** Whether a text has a word of a list in it. */
  has(list: string, text: string): boolean;
}

/** Counts what happens, on all nodes together where they share something. Counts may have fractions. */
export interface RateSource {
  /** How often a key was hit within so many seconds, this one included: see `windowAt`. A promise where others are asked. */
  count(key: string, seconds: number, now: number): number | Promise<number>;
  /** How many senders sent nearly that text within so many seconds, this one included. */
  sendersOfSimilar(
    text: string,
    sender: string,
    scope: string,
    seconds: number,
    now: number,
  ): number | Promise<number>;
}

/** What is known of the sender beside the message. */
export interface SenderFacts {
  /** Empty: none; `null`: nobody knows just now, and rules that ask for it have no opinion. */
  readonly level: string | null;
  readonly strikes: number;
}

/** What was told of a message beside itself; left out: nobody asked. */
export interface Observations extends Partial<SenderFacts> {
  /** Milliseconds since 1970. */
  readonly at?: number;
  /** By what was counted. */
  readonly counts?: Readonly<Record<string, number>>;
}

/** Who is asked while rules judge. */
export interface FactSources {
  readonly keywords: KeywordSource;
  readonly rates: RateSource;
  /** What was counted when the message was judged before: it is told again. */
  readonly counts?: Observations['counts'];
}

/** What conditions ask of one message; the same is looked up, and counted, once however many rules ask. */
export class MessageFacts {
  /** As CEL sees them. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The lists of which a word was found. */
  readonly foundLists = new Set<string>();
  /** By list and text. */
  readonly #keywords = new Map<string, Map<string, boolean>>();
  readonly #counting = new Map<string, number | Promise<number>>();
  #isAskedForTime = false;

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

  /** The contents of the elements of a type, by their `MsgType` or `contentType`. */
  elementsOf(type: string): unknown[] {
    return this.event.elements.filter((element) => typeOf(element) === type).map(contentOf);
  }

  /** Whether it is that time of day somewhere. */
  isWithin(zone: string, from: string, to: string): boolean {
    this.#isAskedForTime = true;
    return hourlyClock(zone).isWithin(this.now, from, to);
  }

  /**
   * What it takes to be told the same again: {@link Observations}.
   *
   * @param asked which facts of the sender rules ask for at all
   */
  observed(asked: { readonly usesLevel: boolean; readonly usesStrikes: boolean }): JsonText | undefined {
    const { level, strikes } = this.sender;
    const members: string[] = [];
    if (asked.usesLevel) members.push(`"level":${JSON.stringify(level)}`);
    if (asked.usesStrikes) members.push(`"strikes":${strikes}`);
    if (this.#isAskedForTime) members.push(`"at":${this.now}`);
    if (this.#counting.size > 0) members.push(`"counts":{${this.#counts().join(',')}}`);
    return members.length > 0 ? new JsonText(`{${members.join(',')}}`) : undefined;
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

  /** What was counted until now, as members of an object. */
  #counts(): string[] {
    const members: string[] = [];
    for (const [key, count] of this.#counting)
      if (typeof count === 'number') members.push(`${JSON.stringify(key)}:${count}`);
    return members;
  }
}

function typeOf({ MsgType, contentType }: MessageElement): string {
  return String(MsgType ?? contentType);
}

function contentOf({ MsgContent, content }: MessageElement): unknown {
  const found = MsgContent ?? content;
  return typeof found === 'object' && found !== null ? found : { content: found };
}
