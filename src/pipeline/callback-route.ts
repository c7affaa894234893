import type { Type } from '@nestjs/common';
import type { Callback } from './callback.js';
import type { CallbackPlatform, CodeRange } from './callback-platform.js';
import type { EventKind, CallbackEvent } from './callback-event.js';
import type { Outcome } from './outcome.js';

export const CALLBACK_ROUTE = Symbol('presend:callback-route');

/** Inner paths start so; nobody outside can name them. */
export const INNER_PATH = '/~callback/';

/** The command of the method that takes what no other method of its platform takes. */
export const ANY_COMMAND = '*';

/** The event of a body without the controller. */
export interface InShort {
  readonly dto: Type<object>;
  /** @param body checked against `dto`; @returns undefined where the failure policy has no say in it */
  // Each family has a DTO of its own.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly event: (callback: Callback, body: any) => CallbackEvent | undefined;
}

export interface CallbackHandlerOptions {
  readonly family: string;
  /**
   * String members that the body must have, where two families share a command:
   * `{ Type: 'Live' }`. A method with conditions is tried before one without.
   */
  readonly where?: Readonly<Record<string, string>>;
  /** What its callbacks tell of, for those whose body cannot be read. Left out: messages. */
  readonly kind?: EventKind;
  /** The codes that the vendor passes on, where they are not the family's; `null`: none. */
  readonly codes?: CodeRange | null;
  /** The code of a refusal that names none, where it is not the platform's. */
  readonly plainRefusalCode?: number;
  /**
   * Whether the answer can refuse some of an action's targets and let it go on for the others; `some`: but not all of
   * them, which becomes a reject.
   */
  readonly refusesTargets?: boolean | 'some';
  /** The answer's body, where it is not the platform's plain one. Must not throw. */
  readonly envelope?: (outcome: Outcome) => string;
  /** Where the vendor itself takes silence for a refusal: used where no failure policy was set for the family. */
  readonly onFailure?: 'reject';
  /**
   * The vendor tells later what became of its messages: one that it tells nothing of was never delivered. `keys` are
   * members of the request that may name the message then, beside its `messageKey`.
   */
  readonly reported?: { readonly keys: readonly string[] };
  /** Gives way to any other method that handles the command. */
  readonly isFallback?: boolean;
  /** `false` where the vendor's answer cannot carry a change: enrichers are not asked then. */
  readonly enrich?: boolean;
  /** What the short way of an overloaded node needs; without it such callbacks always go the long one. */
  readonly inShort?: InShort;
}

/** A command among others that one method handles. */
export interface CommandOptions extends CallbackHandlerOptions {
  readonly command: string;
}

/** What a controller's method declares of itself, and the dispatch table is built from. */
export interface CallbackRoute extends CommandOptions {
  readonly platform: Type<CallbackPlatform>;
  readonly innerPath: string;
}
