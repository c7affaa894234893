import type { Type } from '@nestjs/common';
import type { Callback } from './callback.js';
import type { CallbackPlatform } from './callback-platform.js';
import type { MessageEvent } from './message-event.js';

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
  readonly event: (callback: Callback, body: any) => MessageEvent | undefined;
}

export interface CallbackHandlerOptions {
  readonly family: string;
  /**
   * String members that the body must have, where two families share a command:
   * `{ Type: 'Live' }`. A method with conditions is tried before one without.
   */
  readonly where?: Readonly<Record<string, string>>;
  /** `false` where the vendor's answer cannot carry a change: enrichers are not asked then. */
  readonly enrich?: boolean;
  /** What the short way of an overloaded node needs; without it such callbacks always go the long one. */
  readonly inShort?: InShort;
}

/** What a controller's method declares of itself, and the dispatch table is built from. */
export interface CallbackRoute extends CallbackHandlerOptions {
  readonly platform: Type<CallbackPlatform>;
  readonly command: string;
  readonly innerPath: string;
}
