import type { Type } from '@nestjs/common';
import type { CallbackEvent, EventKind } from '../callback-event.js';
import type { CallbackGuard } from './callback-guard.js';
import type { CallbackPlatform, CodeRange } from './callback-platform.js';
import type { Callback } from '../callback.js';
import type { Outcome } from '../outcome.js';

/** The name of the command that stands for every command which its platform does not declare. */
export const ANY_COMMAND = '*';

/** What the reply to a command can say. */
export interface CommandCapabilities {
  /** The codes that reach the sender's client, if they are not the family's; `null`: none does. */
  readonly codes?: CodeRange | null;
  /** The code of a reject that names none, if it is not the platform's. */
  readonly plainRejectionCode?: number;
  /**
   * Whether the reply can reject some of an action's targets. `some`: some, but not all of them; rejecting all of
   * them becomes a reject of the action.
   */
  readonly rejectsTargets?: boolean | 'some';
}

/** A webhook command as data: everything that the pipeline has to know about it. */
export interface CommandOptions<Body extends object = object> extends CommandCapabilities {
  /** The vendor's name of the command, or {@link ANY_COMMAND}. */
  readonly name: string;
  readonly family: string;
  /** Default: `message`. Policies are never asked about a `notice`. */
  readonly kind?: EventKind;
  /** The class that the body is checked against; its decorators are class-validator's. */
  readonly body: Type<Body>;
  /** Turns a checked body into an event. @throws MalformedCallbackException */
  toEvent(body: Body, callback: Callback): CallbackEvent;
  /**
   * String members that the body must have, if two families share a name: `{ Type: 'Live' }`. The pipeline tries a
   * command with conditions before one without.
   */
  readonly where?: Readonly<Record<string, string>>;
  /** `false`, or a test of the event: whether policies are asked. Default: they are, except about notices. */
  readonly judged?: false | ((event: CallbackEvent) => boolean);
  /** `false` if the reply cannot carry a change: enrichers are not asked then. */
  readonly enriched?: false;
  /** Whether an overloaded node may answer by the failure policy, without asking the policies. Default: true. */
  readonly sheddable?: false;
  /** What the vendor does if it gets no reply; used if no failure policy is set for the family. */
  readonly onFailure?: 'reject';
  /** The reply's body, if it is not the platform's plain one. Must not throw. */
  readonly reply?: (outcome: Outcome) => string;
  /**
   * The vendor later reports the delivery of its messages; a message without a report was never delivered. `keys` are
   * members of the request that may name the message in the report, beside its `messageKey`.
   */
  readonly deliveryReports?: { readonly keys: readonly string[] };
  /** Any other command of the same name and family takes precedence over this one. */
  readonly isFallback?: true;
  /** Takes the place of a built-in command of the same name and family. */
  readonly replaces?: true;
}

/** A command with the classes of its platform and its guard; {@link CommandTable} finds their instances. */
export interface CommandDeclaration<Body extends object = object> extends CommandOptions<Body> {
  readonly platform: Type<CallbackPlatform>;
  readonly guard: Type<CallbackGuard>;
}

/** A command that is ready to be used. */
export interface Command extends CommandOptions {
  readonly platform: CallbackPlatform;
  readonly guard: CallbackGuard;
}
