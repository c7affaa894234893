import type { MessageElement, MessageEvent } from '../callback/message-event.js';

/** Finds words of the company's lists. */
export interface KeywordSource {
  /** Whether a text has a word of a list in it. */
  has(list: string, text: string): boolean;
}

/** Counts what happens, on all nodes together where they share something. Counts may have fractions. */
export interface RateSource {
  /** How often a key was hit within so many seconds, this one included: see `windowAt`. */
  count(key: string, seconds: number, now: number): Promise<number>;
  /** How many senders sent nearly that text within so many seconds, this one included. */
  sendersOfSimilar(
    text: string,
    sender: string,
    scope: string,
    seconds: number,
    now: number,
  ): Promise<number>;
}

/** What is known of the sender beside the message. */
export interface SenderFacts {
  readonly level: string;
  readonly strikes: number;
}

/** Who is asked while rules judge. */
export interface FactSources {
  readonly keywords: KeywordSource;
  readonly rates: RateSource;
}

/** What conditions ask of one message; the same is looked up, and counted, once however many rules ask. */
export class MessageFacts {
  /** As CEL sees them. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The lists of which a word was found. */
  readonly foundLists = new Set<string>();
  readonly #keywords = new Map<string, boolean>();
  readonly #counts = new Map<string, Promise<number>>();

  /** @param now when the message was received, in milliseconds since 1970 */
  constructor(
    readonly event: MessageEvent,
    readonly sender: SenderFacts,
    readonly now: number,
    private readonly sources: FactSources,
  ) {
    this.variables = {
      facts__: this,
      text: event.text,
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
      custom_data: event.cloudCustomData ?? '',
      level: sender.level,
      strikes: BigInt(sender.strikes),
    };
  }

  hasKeyword(list: string, text: string): boolean {
    const key = `${list}\n${text}`;
    let has = this.#keywords.get(key);
    if (has === undefined) {
      has = this.sources.keywords.has(list, text);
      this.#keywords.set(key, has);
      if (has) this.foundLists.add(list);
    }
    return has;
  }

  countOf(key: string, seconds: number): Promise<number> {
    const ownKey = `${this.event.appId}\n${key}`;
    return this.#once(`${seconds} ${key}`, () => this.sources.rates.count(ownKey, seconds, this.now));
  }

  sendersOfSimilar(text: string, seconds: number): Promise<number> {
    const { appId, senderId } = this.event;
    return this.#once(`${seconds}~${text}`, () =>
      this.sources.rates.sendersOfSimilar(text, senderId ?? '', appId, seconds, this.now),
    );
  }

  /** The contents of the elements of a type, by their `MsgType` or `contentType`. */
  elementsOf(type: string): unknown[] {
    return this.event.elements.filter((element) => typeOf(element) === type).map(contentOf);
  }

  #once(key: string, count: () => Promise<number>): Promise<number> {
    let counted = this.#counts.get(key);
    if (!counted) this.#counts.set(key, (counted = count()));
    return counted;
  }
}

function typeOf({ MsgType, contentType }: MessageElement): string {
  return String(MsgType ?? contentType);
}

function contentOf({ MsgContent, content }: MessageElement): unknown {
  const found = MsgContent ?? content;
  return typeof found === 'object' && found !== null ? found : { content: found };
}
