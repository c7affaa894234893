import type { DeliveryReport } from './delivery-report.js';

/**
 * One piece of a message, in the vendor's own spelling: of Tencent a `{ MsgType, MsgContent }`, of OpenIM a
 * `{ contentType, content }`. It is frozen; to change one, return another in its place.
 */
export interface MessageElement {
  readonly [key: string]: unknown;
}

/** What the vendor takes at the most; a message past it is delivered as it was before the change. */
export interface MessageLimits {
  /** Bytes of the elements' JSON and the custom data together. */
  readonly bytes?: number;
  /** How many elements of a type there may be, by their `MsgType`. */
  readonly elementsOfType?: Readonly<Record<string, number>>;
  /** What else is wrong with a changed message, in words; `undefined`: nothing. */
  readonly faultOf?: (changed: MessageContent, original: MessageContent) => string | undefined;
}

/**
 * What a callback tells of. `message`: one that somebody sends. `action`: something that somebody wants to do and
 * the vendor asks about: create a group, join, befriend, give. `notice`: what has happened already; nothing is
 * decided.
 */
export type EventKind = 'message' | 'action' | 'notice';

/**
 * A callback in our own terms. What the vendor did not send is `null`.
 */
export interface CallbackEvent {
  /** Left out: a message. */
  readonly kind?: EventKind;
  /** Whom an action is about beside its sender (invited, asked for friendship, subscribing), as they came. */
  readonly targets?: readonly string[];
  /** `tencent`, `openim`, or what a foreign platform calls itself. */
  readonly platform: string;
  /** `group`, `live-room`, `official-account`, `c2c`, `friends`, `openim`, or a foreign platform's own. */
  readonly family: string;
  /** The vendor's name of the callback, for instance `Group.CallbackBeforeSendMsg`. */
  readonly command: string;
  /** The SdkAppid, or `openim`. */
  readonly appId: string;
  /** Group, room, official account or peer; of a topic the group that it belongs to. */
  readonly conversationId: string | null;
  readonly topicId: string | null;
  /** The vendor's word for the kind of conversation: `Public`, `AVChatRoom`, `Live`, … as it came. */
  readonly conversationType: string | null;
  readonly senderId: string | null;
  /** Who made the request; another than the sender where an administrator sends in somebody's name. */
  readonly operatorId: string | null;
  /** Whose level and mutes apply: the sender, or an official account itself. */
  readonly memberId: string | null;
  readonly clientIp: string | null;
  readonly clientPlatform: string | null;
  /** The vendor's own id of the message (MsgId, MsgKey, serverMsgID, else Random). */
  readonly messageKey: string | null;
  /**
   * The same each time that this callback is delivered, see `idempotencyKey`: within a minute it is answered as it
   * was, and recorded once. Left out where nothing tells a repeat from another message.
   */
  readonly idempotencyKey?: string;
  /** The same each time that a person sends this message again: the verdict is that of the last minute. */
  readonly resendKey?: string;
  /** Milliseconds since 1970, as the vendor says. */
  readonly eventTime: number | null;
  readonly elements: readonly MessageElement[];
  /** What a person would read, of all elements that carry text, a line each; of an action its names and words. */
  readonly text: string;
  /** What travels with the message for the client's program: `CloudCustomData`, or OpenIM's `ex`. */
  readonly cloudCustomData: string | null;
  readonly limits: MessageLimits;
  /** Of a notice: what it tells of messages that were asked about before. */
  readonly report?: DeliveryReport;
  /** The request as it was parsed, fields that nobody knows included. */
  readonly request: Readonly<Record<string, unknown>>;
}

/** What of a message is delivered. */
export type MessageContent = Pick<CallbackEvent, 'elements' | 'cloudCustomData'>;

/** Tells whether an event is of a message: enrichers, mutes and reviews are for those alone. */
export function isMessage({ kind }: CallbackEvent): boolean {
  return kind === undefined || kind === 'message';
}
