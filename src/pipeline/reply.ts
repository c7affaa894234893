import type { Callback } from './callback.js';
import type { Rejection } from './commands/callback-platform.js';
import type { Outcome } from './outcome.js';

/** What the node sends to the vendor: an HTTP status and a JSON text. */
export interface Reply {
  readonly status: number;
  readonly body: string;
}

/** The reply that an outcome becomes, in the vendor's format. */
export function replyTo({ command, platform }: Callback, outcome: Outcome, status = 200): Reply {
  return { status, body: command?.reply?.(outcome) ?? platform.reply(outcome) };
}

/** The reply to a caller that gets no verdict. */
export function rejectionOf({ platform }: Callback, status: number, rejection: Rejection): Reply {
  return { status, body: platform.rejection(rejection) };
}
