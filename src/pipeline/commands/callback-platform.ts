import type { CallbackEvent, MessageElement } from '../callback-event.js';
import type { Callback } from '../callback.js';
import type { Enrichment } from '../extensions/message-enricher.js';
import type { Outcome } from '../outcome.js';

/** The first and the last code of a range; both belong to it. */
export type CodeRange = readonly [first: number, last: number];

/** What a callback's url and headers say without its body. */
export type EventHead = Pick<CallbackEvent, 'command' | 'appId' | 'clientIp' | 'clientPlatform'>;

/** Why a caller gets no verdict at all. */
export type Rejection = 'foreign-caller' | 'body-too-large' | 'url-too-long' | 'method-not-allowed';

/**
 * A chat vendor: its urls, its names of commands, and its reply format. Presend has two,
 * Tencent and OpenIM; a host adds another as a provider that its commands name.
 */
export interface CallbackPlatform {
  /** Stands in events, records and metrics. */
  readonly name: string;

  /** Tells whether the vendor calls a path. @param path without the query */
  matchesPath(path: string): boolean;

  /**
   * The command's name in the callback, `''` if it names none. Do not trust it: the guard may not have accepted the
   * caller yet.
   */
  commandName(callback: Callback): string;

  /** The part of an event that is known without the body. */
  eventHead(callback: Callback): EventHead;

  /**
   * Checks that the body belongs to the url.
   *
   * @throws UnauthenticatedCallerException if it does not
   */
  verifyBody?(callback: Callback, body: Readonly<Record<string, unknown>>): void;

  /** The vendor's name for the type of an element. Left out: the function `elements` of rules finds nothing. */
  elementType?(element: MessageElement): string | undefined;

  /** What an element holds, as rules see it. */
  elementContent?(element: MessageElement): unknown;

  /** The element of a plain text. */
  textElement?(text: string): MessageElement;

  /** Whether an administrator made the call. Left out: whether the operator is another user than the sender. */
  isAdminCall?(event: CallbackEvent): boolean;

  /** The member of the request that holds the message, shown as a record's body; `null`: the whole request. */
  readonly messageMember: string | null;

  /** Tells whether an app id, as events and the admin API write it, belongs to this vendor. */
  ownsApp(appId: string): boolean;

  /** The codes that reach the sender's client, by family. */
  readonly codeRanges: Readonly<Record<string, CodeRange>>;

  /** The code of a reject that names none, or one outside its family's range. */
  readonly plainRejectionCode: number;

  /** Whether the vendor can drop a message without telling its sender. */
  readonly canDiscard: boolean;

  /** Why rejects have no effect, if the vendor ignores them; it stands in the record of each reject. */
  readonly cannotReject?: string;

  /** An element whose texts `change` has rewritten; the same element if nothing changed. Left out: none can be. */
  mapTexts?(element: MessageElement, change: (text: string) => string): MessageElement;

  /**
   * Puts the sender's level into a message and removes a level that a client sent. Left out: messages carry no level.
   *
   * @param level `null`: the sender has none
   * @returns `undefined` if nothing has to change
   */
  stampLevel?(event: CallbackEvent, level: string | null): Enrichment | undefined;

  /** The reply's body, a JSON text in the vendor's own shape. Must not throw. */
  reply(outcome: Outcome): string;

  /** The reply's body if there is no outcome; the vendor has to read it as a rejection. */
  rejection(rejection: Rejection): string;
}
