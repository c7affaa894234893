import type { DeliveryReport } from './delivery-report.js';

/**
 * One piece of a message in the vendor's own spelling: Tencent's `{ MsgType, MsgContent }`, OpenIM's
 * `{ contentType, content }`. It is frozen: to change one, put another in its place.
 */
export interface MessageElement {
  readonly [key: string]: unknown;
}

/** What the vendor accepts of a changed message. A change over a limit is not delivered. */
export interface MessageLimits {
  /** The largest size of the elements' JSON and the custom data together, in bytes. */
  readonly bytes?: number;
  /** Why the vendor would not accept a changed message, in words; `undefined`: it would. */
  readonly violation?: (changed: MessageContent, original: MessageContent) => string | undefined;
}

/**
 * The kinds of events. `message`: a user sends a message. `action`: a user wants to do something (create a group, join,
 * add a friend, send a gift) and the vendor asks for permission. `notice`: something has already happened.
 */
export type EventKind = 'message' | 'action' | 'notice';

/** A callback in vendor-neutral terms. A member that the vendor did not send is `null`. {@link createEvent} makes one. */
export interface CallbackEvent {
  readonly kind: EventKind;
  /** `tencent`, `openim`, or the name of a host's own platform. */
  readonly platform: string;
  /** `group`, `live-room`, `official-account`, `c2c`, `friends`, `openim`, or a host's own. */
  readonly family: string;
  /** The vendor's name of the callback, for instance `Group.CallbackBeforeSendMsg`. */
  readonly command: string;
  /** The SdkAppid, or `openim`. */
  readonly appId: string;
  /** Group, room, official account or peer; for a topic, the group that it belongs to. */
  readonly conversationId: string | null;
  readonly topicId: string | null;
  /** The vendor's word for the kind of conversation, unchanged: `Public`, `AVChatRoom`, `Live`, … */
  readonly conversationType: string | null;
  readonly senderId: string | null;
  /** The user who made the request: not the sender if an administrator sends in the sender's name. */
  readonly operatorId: string | null;
  /** The user whose level and mutes apply: the sender, or an official account itself. */
  readonly memberId: string | null;
  /** The users that an action is about, beside its sender: invited, asked for friendship, subscribing. */
  readonly targets: readonly string[] | undefined;
  readonly clientIp: string | null;
  /** The client's device, in the vendor's word: `iOS`, `Web`, … */
  readonly clientPlatform: string | null;
  /** The vendor's own id of the message (MsgId, MsgKey, serverMsgID, else Random). */
  readonly messageKey: string | null;
  /**
   * The same for each delivery of this callback, see {@link idempotencyKey}: within a minute a duplicate gets the same
   * reply and no second record. `undefined` if the node cannot tell a duplicate from another message.
   */
  readonly idempotencyKey: string | undefined;
  /** The same each time that a user sends this message again: within a minute the first verdict is given again. */
  readonly resendKey: string | undefined;
  /**
   * The same in all callbacks about one attempt to send a message: on this node a later one finds the outcome of the
   * first under it.
   */
  readonly attemptKey: string | undefined;
  /**
   * The idempotency key of an earlier callback about the same attempt: this callback takes over its verdict, which
   * another node may have reached.
   */
  readonly followsKey: string | undefined;
  /** Milliseconds since 1970, as the vendor says. */
  readonly eventTime: number | null;
  readonly elements: readonly MessageElement[];
  /** The text that a person reads, one line for each element; for an action its names and texts. */
  readonly text: string;
  /** The data that travels with the message for the client's program: `CloudCustomData`, or OpenIM's `ex`. */
  readonly cloudCustomData: string | null;
  readonly limits: MessageLimits;
  /** In a notice: what it reports about an earlier message. */
  readonly report: DeliveryReport | undefined;
  /** The parsed request, including members that Presend does not know. */
  readonly request: Readonly<Record<string, unknown>>;
}

/** The members that every event has a value for. */
type EventHeader = Pick<CallbackEvent, 'platform' | 'family' | 'command' | 'appId'>;

/**
 * Makes an event: every member that is left out says "not sent".
 *
 * All events have the same members in the same order, so that V8 gives them one shape.
 *
 * @example
 * createEvent({ platform: 'acme', family: 'acme', command: 'send', appId: 'acme', text: 'hello' });
 */
export function createEvent(fields: EventHeader & Partial<CallbackEvent>): CallbackEvent {
  return {
    kind: fields.kind ?? 'message',
    platform: fields.platform,
    family: fields.family,
    command: fields.command,
    appId: fields.appId,
    conversationId: fields.conversationId ?? null,
    topicId: fields.topicId ?? null,
    conversationType: fields.conversationType ?? null,
    senderId: fields.senderId ?? null,
    operatorId: fields.operatorId ?? null,
    memberId: fields.memberId ?? null,
    targets: fields.targets,
    clientIp: fields.clientIp ?? null,
    clientPlatform: fields.clientPlatform ?? null,
    messageKey: fields.messageKey ?? null,
    idempotencyKey: fields.idempotencyKey,
    resendKey: fields.resendKey,
    attemptKey: fields.attemptKey,
    followsKey: fields.followsKey,
    eventTime: fields.eventTime ?? null,
    elements: fields.elements ?? [],
    text: fields.text ?? '',
    cloudCustomData: fields.cloudCustomData ?? null,
    limits: fields.limits ?? {},
    report: fields.report,
    request: fields.request ?? {},
  };
}

/** The parts of a message that are delivered. */
export type MessageContent = Pick<CallbackEvent, 'elements' | 'cloudCustomData'>;

/** Tells whether an event is a message: enrichers, mutes and reviews work on messages alone. */
export function isMessage({ kind }: Pick<CallbackEvent, 'kind'>): boolean {
  return kind === 'message';
}
