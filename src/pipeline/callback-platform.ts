import type { CanActivate, Type } from '@nestjs/common';
import type { Callback } from './callback.js';
import type { MessageElement, CallbackEvent } from './callback-event.js';
import type { Outcome } from './outcome.js';

/** Both ends belong to it. */
export type CodeRange = readonly [first: number, last: number];

/** What a callback's url and headers tell without its body. */
export type CallbackHead = Pick<CallbackEvent, 'command' | 'appId' | 'clientIp' | 'clientPlatform'>;

/** Why a caller gets no verdict at all. */
export type Rejection = 'foreign-caller' | 'body-too-large' | 'url-too-long' | 'method-not-allowed';

/**
 * A chat vendor: which urls it calls, how it names its commands, and what it reads from an answer. Tencent and
 * OpenIM are two; a third is a class with this interface, given to the decorator of its controller's methods
 * and listed in the providers of its module.
 */
export interface CallbackPlatform {
  /** Stands in events, records and metrics. */
  readonly name: string;

  /** Tells whether a request path, without its query, is one that this vendor calls. */
  owns(path: string): boolean;

  /** The command of a callback, `''` where none is named. Nothing is known of the caller yet: do not trust it. */
  commandOf(callback: Callback): string;

  /** The part of an event that is known without the body: of a malformed callback it is all. */
  head(callback: Callback): CallbackHead;

  /**
   * Looks at url and headers for a proof that the caller is ours: what the platform's guard does, where an
   * overloaded node does without Nest.
   *
   * @throws UnauthenticatedCallerException where it is not
   */
  authenticate?(callback: Callback): void;

  /**
   * The guard that calls `authenticate`, and does nothing else. Callbacks of handlers that wear this guard alone need not
   * pass Nest.
   */
  readonly callerGuard?: Type<CanActivate>;

  /**
   * Looks at the parsed body for a last proof that the caller is ours.
   *
   * @throws UnauthenticatedCallerException where it is not
   */
  admit?(callback: Callback, body: Readonly<Record<string, unknown>>): void;

  /** The member of the request that holds the message, shown as a record's body; `null`: the whole request. */
  readonly messageMember: string | null;

  /** Tells whether an app id, as it stands in events and in the admin API, is one of this vendor's. */
  ownsApp(appId: string): boolean;

  /** The codes that the vendor passes on to the sender's client, by family. */
  readonly codeRanges: Readonly<Record<string, CodeRange>>;

  /** The code of a refusal that names none, or one outside its family's range. */
  readonly plainRefusalCode: number;

  /** An element with what people wrote in it changed; the same one where nothing was. Left out: nothing can be. */
  withTexts?(element: MessageElement, change: (text: string) => string): MessageElement;

  /** The vendor's name for the type of an element. Left out: the function `elements` of rules finds nothing. */
  elementType?(element: MessageElement): string | undefined;

  /** What an element holds, as rules see it. */
  elementContent?(element: MessageElement): unknown;

  /** The element of a plain text. */
  textElement?(text: string): MessageElement;

  /** Whether an administrator made the call. Left out: whether the operator is another user than the sender. */
  isAdminCall?(event: CallbackEvent): boolean;

  /** Whether the vendor can drop a message without telling its sender. */
  readonly canDiscard: boolean;

  /** Why a reject has no effect, where the vendor takes none: it stands in the record of each. */
  readonly cannotReject?: string;

  /** The answer's body, a JSON text in the vendor's own shape. */
  envelope(outcome: Outcome): string;

  /** The answer's body where there is no outcome; its shape has to make the vendor refuse. */
  refusal(refusal: Rejection): string;
}
